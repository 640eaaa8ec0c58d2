import { useEffect, useState } from 'react';

/** The service's time, renewed every `everyMs`. */
export function useNow(nowMs: () => number, everyMs: number): number {
  const [now, setNow] = useState(nowMs);
  useEffect(() => {
    const tick = setInterval(() => setNow(nowMs()), everyMs);
    return () => clearInterval(tick);
  }, [nowMs, everyMs]);
  return now;
}

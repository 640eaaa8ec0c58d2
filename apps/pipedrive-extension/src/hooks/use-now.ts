import { useEffect, useState } from 'react';

/** The service's time, renewed every `everyMs`; pass null where nothing on screen depends on it. */
export function useNow(nowMs: () => number, everyMs: number | null): number {
  const [now, setNow] = useState(nowMs);
  useEffect(() => {
    if (everyMs === null) return;
    setNow(nowMs());
    const timer = setInterval(() => setNow(nowMs()), everyMs);
    return () => clearInterval(timer);
  }, [nowMs, everyMs]);
  return now;
}

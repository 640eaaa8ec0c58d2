import { useEffect, useState } from 'react';
import type { ConversionPreview } from '#core/contract/conversion-view.ts';
import { useTexts } from '../../language-context.ts';
import type { Ask, Foresee } from '../ask.ts';
import { conversionTexts } from '../texts.ts';

const debounceMs = 300;

/** What a form would do as it is filled in now, a moment after the last change; nothing while that is not known. */
export function Foreseen({ ask, foresee }: { ask: Ask | null; foresee: Foresee }) {
  const texts = useTexts(conversionTexts);
  const foreseen = useForeseen(ask, foresee);
  if (ask === null || foreseen === null) return null;
  const { outcome, reason, will } = foreseen;
  if (outcome === 'refused') return reason && <p className="hint">{reason}</p>;
  return will.length > 0 && <WillDo title={texts.willDo} will={will} />;
}

/** What something does outside, in order. */
export function WillDo({ title, will }: { title: string; will: readonly string[] }) {
  return (
    <div className="will-do">
      <p className="hint">{title}</p>
      <ol className="lines">
        {will.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
    </div>
  );
}

/** Asks a moment after the last change; the former answer stays until the next is there. */
function useForeseen(ask: Ask | null, foresee: Foresee): ConversionPreview | null {
  const [foreseen, setForeseen] = useState<ConversionPreview | null>(null);
  const written = ask && JSON.stringify(ask);
  useEffect(() => {
    if (written === null) return;
    const asking = new AbortController();
    async function look(wanted: Ask): Promise<void> {
      const answer = await foresee(wanted, asking.signal);
      if (!asking.signal.aborted) setForeseen(answer.ok ? answer.value : null);
    }
    const timer = setTimeout(() => void look(JSON.parse(written)), debounceMs);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [written, foresee]);
  return foreseen;
}

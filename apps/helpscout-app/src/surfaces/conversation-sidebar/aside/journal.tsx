import type { JournalLine } from '#core/contract/request-view.ts';
import { momentWords } from '../../../dates.ts';
import { useDesk } from '../view/desk.ts';
import { useWords } from '../words-context.ts';

/** The story of the request, as the service tells it. */
export function Journal({ lines }: { lines: readonly JournalLine[] }) {
  const { language } = useWords();
  const { nowMs } = useDesk();
  return (
    <ol className="list">
      {lines.map(({ at, text, detail, by, from }) => (
        <li key={`${at} ${text}`}>
          {text}
          {detail && <p>{detail}</p>}
          <span className="hint">
            {[momentWords(at, nowMs, language), by, from].filter((part) => part !== null).join(' · ')}
          </span>
        </li>
      ))}
    </ol>
  );
}

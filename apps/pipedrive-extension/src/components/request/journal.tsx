import type { JournalLine } from '#core/contract/request-view.ts';
import { fullMomentWords, momentWords } from '../../dates.ts';
import { Icon } from '../icon.tsx';
import { useLanguage, useTexts } from '../language-context.ts';
import { requestTexts } from './texts.ts';
import { fromWords } from './view-model.ts';

/** The story of the request, folded until somebody wants to read it. */
export function Journal({ lines, now }: { lines: readonly JournalLine[]; now: number }) {
  const texts = useTexts(requestTexts);
  return (
    <details className="journal">
      <summary>
        <Icon name="chevron-right" size={12} />
        {texts.journal(lines.length)}
      </summary>
      <ol>
        {lines.map((line) => (
          <Line key={`${line.at} ${line.text} ${line.detail} ${line.by}`} line={line} now={now} />
        ))}
      </ol>
    </details>
  );
}

function Line({ line, now }: { line: JournalLine; now: number }) {
  const texts = useTexts(requestTexts);
  const language = useLanguage();
  const from = line.from === null ? null : fromWords(line.from, texts);
  const who = line.by && from && line.by !== from ? texts.byFrom(line.by, from) : (line.by ?? from);
  return (
    <li className={`journal-${line.outcome}`}>
      <time dateTime={line.at} title={fullMomentWords(line.at, language)}>
        {momentWords(line.at, now, language)}
      </time>
      <div>
        <span className="journal-text">
          {line.outcome !== 'advanced' && <em>{texts.journalOutcome[line.outcome]} : </em>}
          {line.text}
        </span>
        {line.detail && <span className="hint">{line.detail}</span>}
        {who && <span className="hint">{who}</span>}
      </div>
    </li>
  );
}

import type { CommandType } from '#core/contract/commands.ts';
import type { RequestDetails } from '#core/contract/request-view.ts';
import { fullMomentWords, momentWords, waitWords } from '../../dates.ts';
import type { Commands } from '../../hooks/use-commands.ts';
import { Button } from '../button.tsx';
import { CountdownRing } from '../countdown-ring.tsx';
import { useLanguage, useTexts } from '../language-context.ts';
import { requestTexts } from './texts.ts';
import { countdown, fromWords } from './view-model.ts';

interface SummaryProps {
  details: RequestDetails;
  now: number;
  offered: ReadonlySet<CommandType>;
  commands: Commands;
}

/** The decision in force: what, who, from where, when; and the way back while there is one. */
export function DecisionSummary(props: SummaryProps) {
  const texts = useTexts(requestTexts);
  const language = useLanguage();
  const { decision, decidedAt, decidedBy, decidedFrom } = props.details;
  const at = decidedAt === null ? '' : momentWords(decidedAt, props.now, language);
  const who = decidedBy && decidedFrom ? texts.decidedBy(decidedBy, fromWords(decidedFrom, texts), at) : null;
  return (
    <section className="decision" aria-label={texts.decision}>
      <strong>{decision}</strong>
      {decidedAt !== null && decidedBy !== null && (
        <time dateTime={decidedAt} title={fullMomentWords(decidedAt, language)}>
          {who ?? texts.decidedAlone(decidedBy, at)}
        </time>
      )}
      <Undo {...props} />
    </section>
  );
}

function Undo({ details, now, offered, commands }: SummaryProps) {
  const texts = useTexts(requestTexts);
  const language = useLanguage();
  const left = countdown(details.undoUntil, details.decidedAt, now);
  if (left === null || !offered.has('undo-decision')) return null;
  return (
    <div className="undo">
      <CountdownRing leftPart={left.leftPart} />
      <span className="undo-left" role="timer">
        {texts.undoLeft(waitWords(left.leftMs, language))}
      </span>
      <Button
        busy={commands.pending?.type === 'undo-decision'}
        disabled={commands.pending !== null}
        onClick={() => void commands.send({ type: 'undo-decision', requestId: details.id })}
      >
        {texts.undo}
      </Button>
    </div>
  );
}

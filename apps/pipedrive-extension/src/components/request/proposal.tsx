import type { CommandType } from '#core/contract/commands.ts';
import type { RequestView } from '#core/contract/request-view.ts';
import { ageWords, fullMomentWords } from '../../dates.ts';
import type { Commands } from '../../hooks/use-commands.ts';
import { Button } from '../button.tsx';
import { useLanguage, useTexts } from '../language-context.ts';
import { proposalTexts } from './proposal-texts.ts';

interface ProposalProps {
  details: RequestView;
  now: number;
  offered: ReadonlySet<CommandType>;
  commands: Commands;
}

/** A decision that waits for a second person: who proposes what, since when, and what the reader can do about it. */
export function ProposalSection(props: ProposalProps) {
  const texts = useTexts(proposalTexts);
  const language = useLanguage();
  const { details, now, offered } = props;
  const { proposal } = details;
  if (!proposal) return null;
  return (
    <section className="decision proposal" aria-label={texts.title}>
      <strong>{texts.proposes[proposal.type](proposal.by)}</strong>
      <span>{proposal.text}</span>
      {proposal.note && <q className="proposal-note">{proposal.note}</q>}
      <time dateTime={proposal.at} title={fullMomentWords(proposal.at, language)}>
        {texts.since(ageWords(proposal.at, now, language), proposal.from)}
      </time>
      <div className="buttons">
        <Answer {...props} type="confirm-decision" />
        <Answer {...props} type="withdraw-proposal" />
      </div>
      {!offered.has('confirm-decision') && (
        <p className="hint">{proposal.mine ? texts.ownProposal : texts.waitsForDecider}</p>
      )}
    </section>
  );
}

function Answer({
  details,
  offered,
  commands,
  type,
}: ProposalProps & { type: 'confirm-decision' | 'withdraw-proposal' }) {
  const texts = useTexts(proposalTexts);
  if (!offered.has(type)) return null;
  return (
    <Button
      tone={type === 'confirm-decision' ? 'primary' : 'secondary'}
      busy={commands.pending?.type === type}
      disabled={commands.pending !== null}
      onClick={() => void commands.send({ type, requestId: details.id })}
    >
      {texts[type]}
    </Button>
  );
}

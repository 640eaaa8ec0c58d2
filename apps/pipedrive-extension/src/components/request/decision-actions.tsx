import type { CommandType } from '#core/contract/commands.ts';
import { Button } from '../button.tsx';
import { useTexts } from '../language-context.ts';
import { AcceptOrRefuse } from './accept-or-refuse.tsx';
import { EvidenceForm } from './evidence-form.tsx';
import type { RequestCardProps } from './request-card.tsx';
import { requestTexts } from './texts.ts';
import { isDecisionOpen } from './view-model.ts';

export type ActionsProps = RequestCardProps & { offered: ReadonlySet<CommandType> };

/** The decisions that are open now, and nothing else. */
export function DecisionActions(props: ActionsProps) {
  const { details, offered, commands } = props;
  const texts = useTexts(requestTexts);
  if (!isDecisionOpen(offered)) return null;
  const isDecidable = offered.has('accept-request') || offered.has('refuse-request');
  return (
    <section className="actions" aria-label={texts.actions}>
      {offered.has('record-evidence') && <SimpleAction {...props} type="record-evidence" />}
      {isDecidable && <AcceptOrRefuse {...props} />}
      {offered.has('reconsider-request') && <SimpleAction {...props} type="reconsider-request" />}
      {offered.has('renew-activation') && <SimpleAction {...props} type="renew-activation" />}
      {offered.has('ask-for-evidence') && <EvidenceForm requestId={details.id} commands={commands} />}
    </section>
  );
}

const simpleActions = {
  'record-evidence': 'recordEvidence',
  'reconsider-request': 'reconsider',
  'renew-activation': 'renewActivation',
} as const;

function SimpleAction({ details, commands, type }: ActionsProps & { type: keyof typeof simpleActions }) {
  const texts = useTexts(requestTexts);
  return (
    <Button
      tone={type === 'reconsider-request' ? 'primary' : 'secondary'}
      busy={commands.pending?.type === type}
      disabled={commands.pending !== null}
      onClick={() => void commands.send({ type, requestId: details.id })}
    >
      {texts[simpleActions[type]]}
    </Button>
  );
}

import { useId, useState } from 'react';
import type { CommandType } from '#core/contract/commands.ts';
import { Button } from '../button.tsx';
import { useTexts } from '../language-context.ts';
import { DestinationChoice } from './destination-choice.tsx';
import { EvidenceForm } from './evidence-form.tsx';
import type { RequestCardProps } from './request-card.tsx';
import { requestTexts } from './texts.ts';
import { acceptDraft, type Destination, firstDestination } from './view-model.ts';

type ActionsProps = RequestCardProps & { offered: ReadonlySet<CommandType> };

/** The decisions that are open now, and nothing else. */
export function DecisionActions(props: ActionsProps) {
  const { details, offered, commands } = props;
  const texts = useTexts(requestTexts);
  const isOpen = (
    ['accept-request', 'refuse-request', 'ask-for-evidence', 'record-evidence', 'reconsider-request'] as const
  ).some((type) => offered.has(type));
  if (!isOpen) return null;
  const simple = (type: 'record-evidence' | 'reconsider-request', words: string) => (
    <Button
      tone={type === 'reconsider-request' ? 'primary' : 'secondary'}
      busy={commands.pending?.type === type}
      disabled={commands.pending !== null}
      onClick={() => void commands.send({ type, requestId: details.id })}
    >
      {words}
    </Button>
  );
  return (
    <section className="actions" aria-label={texts.actions}>
      {offered.has('record-evidence') && (
        <div className="buttons">{simple('record-evidence', texts.recordEvidence)}</div>
      )}
      <AcceptOrRefuse {...props} />
      {offered.has('reconsider-request') && (
        <div className="buttons">{simple('reconsider-request', texts.reconsider)}</div>
      )}
      {offered.has('ask-for-evidence') && <EvidenceForm requestId={details.id} commands={commands} />}
    </section>
  );
}

function AcceptOrRefuse({ details, choices, offered, commands, onRefuse }: ActionsProps) {
  const texts = useTexts(requestTexts);
  const [destination, setDestination] = useState<Destination>(() => firstDestination(choices));
  const [isWrong, setWrong] = useState(false);
  const consequence = useId();
  const accept = () => {
    const draft = acceptDraft(details.id, destination);
    setWrong(draft === null);
    if (draft) void commands.send(draft);
  };
  const target = choices.targets.find(({ key }) => destination.kind === 'target' && key === destination.key);
  const choose = (next: Destination) => {
    setWrong(false);
    setDestination(next);
  };
  const mayAccept = offered.has('accept-request');
  return (
    <>
      {mayAccept && (
        <DestinationChoice
          choices={choices}
          proposals={details.attachProposals}
          destination={destination}
          isWrong={isWrong}
          onChoose={choose}
          onEnter={accept}
        />
      )}
      <div className="buttons">
        {mayAccept && (
          <Button
            tone="primary"
            busy={commands.pending?.type === 'accept-request'}
            disabled={commands.pending !== null}
            describedBy={consequence}
            onClick={accept}
          >
            {texts.accept}
          </Button>
        )}
        {offered.has('refuse-request') && (
          <Button disabled={commands.pending !== null} onClick={onRefuse}>
            {texts.refuse}
          </Button>
        )}
      </div>
      {mayAccept && (
        <p className="hint" id={consequence}>
          {target ? texts.willAccept(target.label) : texts.willAttach}
        </p>
      )}
    </>
  );
}

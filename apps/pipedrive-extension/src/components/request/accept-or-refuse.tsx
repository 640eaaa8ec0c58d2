import { useId, useState } from 'react';
import { Button } from '../button.tsx';
import { useTexts } from '../language-context.ts';
import type { ActionsProps } from './decision-actions.tsx';
import { DestinationChoice, OtherDeal } from './destination-choice.tsx';
import { requestTexts } from './texts.ts';
import { acceptDraft, type Destination, firstDestination, isSeveral } from './view-model.ts';
import { WhatWillHappen } from './what-will-happen.tsx';

/** The two buttons that decide, with where the deal goes when there is a choice. */
export function AcceptOrRefuse(props: ActionsProps) {
  const { details, choices, offered, commands } = props;
  const [destination, setDestination] = useState<Destination>(() => firstDestination(choices));
  const [isWrong, setWrong] = useState(false);
  const hint = useId();
  const accept = () => {
    const draft = acceptDraft(details.id, destination);
    setWrong(draft === null);
    if (draft) void commands.send(draft);
  };
  const choose = (next: Destination) => {
    setWrong(false);
    setDestination(next);
  };
  if (!offered.has('accept-request')) return <Buttons {...props} accept={accept} hint={hint} />;
  const choice = { choices, destination, isWrong, onChoose: choose, onEnter: accept };
  const severalWays = isSeveral(choices, details.attachProposals);
  return (
    <>
      {severalWays && <DestinationChoice {...choice} proposals={details.attachProposals} />}
      <Buttons {...props} accept={accept} hint={hint} />
      <Consequence {...props} destination={destination} hint={hint} />
      <WhatWillHappen
        draft={acceptDraft(details.id, destination)}
        preview={commands.preview}
        revision={details.revision}
      />
      {!severalWays && <OtherDeal {...choice} />}
    </>
  );
}

function Buttons({
  offered,
  commands,
  onRefuse,
  accept,
  hint,
}: ActionsProps & { accept: () => void; hint: string }) {
  const texts = useTexts(requestTexts);
  const isBusy = commands.pending !== null;
  return (
    <div className="buttons">
      {offered.has('accept-request') && (
        <Button
          tone="primary"
          busy={commands.pending?.type === 'accept-request'}
          disabled={isBusy}
          describedBy={hint}
          onClick={accept}
        >
          {texts.accept}
        </Button>
      )}
      {offered.has('refuse-request') && (
        <Button disabled={isBusy} onClick={onRefuse}>
          {texts.refuse}
        </Button>
      )}
    </div>
  );
}

/** What "Accept" would do, so that nobody has to guess. */
function Consequence({
  choices,
  destination,
  hint,
}: ActionsProps & { destination: Destination; hint: string }) {
  const texts = useTexts(requestTexts);
  const target = choices.targets.find(({ key }) => destination.kind === 'target' && key === destination.key);
  return (
    <p className="hint" id={hint}>
      {destination.kind === 'target' ? texts.willAccept(target?.label ?? null) : texts.willAttach}
    </p>
  );
}

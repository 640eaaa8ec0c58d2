import { type ReactNode, useId } from 'react';
import type { AttachProposal, DecisionChoices } from '#core/contract/request-view.ts';
import { Icon } from '../icon.tsx';
import { useTexts } from '../language-context.ts';
import { TextField } from '../text-field.tsx';
import { requestTexts } from './texts.ts';
import { type Destination, firstDestination } from './view-model.ts';

interface DestinationProps {
  choices: DecisionChoices;
  proposals: readonly AttachProposal[];
  destination: Destination;
  /** The number of the other deal makes no sense. */
  isWrong: boolean;
  onChoose(destination: Destination): void;
  onEnter(): void;
}

type OtherDealProps = Omit<DestinationProps, 'proposals'>;

/** Where the accepted deal goes, for when there is more than one way. */
export function DestinationChoice(props: DestinationProps) {
  const texts = useTexts(requestTexts);
  const { choices, proposals, destination, onChoose } = props;
  const group = useId();
  return (
    <fieldset className="destination">
      <legend>{texts.destination}</legend>
      {choices.targets.map(({ key, label }) => (
        <Choice
          key={key}
          group={group}
          isChosen={destination.kind === 'target' && destination.key === key}
          onChoose={() => onChoose({ kind: 'target', key })}
        >
          {label}
        </Choice>
      ))}
      {proposals.map(({ dealId, title, because }) => (
        <Choice
          key={dealId}
          group={group}
          hint={texts.because[because]}
          isChosen={destination.kind === 'proposal' && destination.dealId === dealId}
          onChoose={() => onChoose({ kind: 'proposal', dealId })}
        >
          {texts.attachTo(title)}
        </Choice>
      ))}
      <OtherDeal {...props} />
    </fieldset>
  );
}

interface ChoiceProps {
  group: string;
  isChosen: boolean;
  onChoose(): void;
  hint?: string;
  children: ReactNode;
}

function Choice({ group, isChosen, onChoose, hint, children }: ChoiceProps) {
  const hintId = useId();
  return (
    <div className="choice">
      <label>
        <input
          type="radio"
          name={group}
          checked={isChosen}
          onChange={onChoose}
          aria-describedby={hint && hintId}
        />
        <span>{children}</span>
      </label>
      {hint && (
        <span className="hint" id={hintId}>
          {hint}
        </span>
      )}
    </div>
  );
}

/** The way to a deal that nobody proposed, by its number. */
export function OtherDeal({ choices, destination, isWrong, onChoose, onEnter }: OtherDealProps) {
  const texts = useTexts(requestTexts);
  const isOpen = destination.kind === 'other';
  return (
    <div className="other-deal">
      <button
        type="button"
        className="disclosure"
        aria-expanded={isOpen}
        onClick={() => onChoose(isOpen ? firstDestination(choices) : { kind: 'other', dealNumber: '' })}
      >
        <Icon name="chevron-right" size={12} />
        {texts.attachOther}
      </button>
      {isOpen && (
        <TextField
          label={texts.dealNumber}
          hint={texts.dealNumberHint}
          problem={isWrong ? texts.dealNumberWrong : null}
          value={destination.dealNumber}
          onChange={(dealNumber) => onChoose({ kind: 'other', dealNumber })}
          onEnter={onEnter}
          startsFocused
        />
      )}
    </div>
  );
}

import { useId } from 'react';
import type { UseCaseView } from '#core/contract/conversion-view.ts';
import { useFold } from '../../hooks/use-fold.ts';
import { Button } from '../button.tsx';
import { useTexts } from '../language-context.ts';
import { OneLineForm } from '../one-line-form.tsx';
import type { CardProps } from './ask-button.tsx';
import { formTexts } from './forms/texts.ts';
import { partTexts } from './part-texts.ts';

interface LineProps extends CardProps {
  useCase: UseCaseView;
}

const states = ['found', 'validated', 'built', 'tested', 'live'] as const satisfies UseCaseView['state'][];

/** One use: its title, its state, which is changed in place, and what stands in its way. */
export function UseCaseLine(props: LineProps) {
  const { useCase, conversion, asking } = props;
  const texts = useTexts(partTexts);
  const id = useId();
  const mayChange = conversion.allowed.includes('change-use-case');
  const { pending } = asking;
  const coming =
    pending?.type === 'change-use-case' && pending.useCase === useCase.number ? pending.state : null;
  const change = (value: string) => {
    const state = states.find((each) => each === value);
    if (state) void asking.send({ type: 'change-use-case', useCase: useCase.number, state });
  };
  return (
    <li className="use-case">
      <label htmlFor={mayChange ? id : undefined} className="use-case-title">
        {useCase.title}
      </label>
      {mayChange ? (
        <select
          id={id}
          aria-label={texts.stateOf(useCase.title)}
          value={coming ?? useCase.state}
          // One thing at a time: what is chosen meanwhile would be lost. Its own change keeps the focus.
          disabled={pending !== null && coming === null}
          onChange={(event) => change(event.target.value)}
        >
          {states.map((state) => (
            <option key={state} value={state}>
              {texts.useCaseState[state]}
            </option>
          ))}
        </select>
      ) : (
        <span className="badge badge-neutral">{texts.useCaseState[useCase.state]}</span>
      )}
      <Blocker {...props} mayChange={mayChange} />
    </li>
  );
}

/** The longest text of a blocker that the service takes. */
const blockerLengthMax = 500;

function Blocker({ useCase, asking, mayChange }: LineProps & { mayChange: boolean }) {
  const texts = useTexts(partTexts);
  const forms = useTexts(formTexts);
  const fold = useFold();
  const { number, title, blocker } = useCase;
  const isBlocked = asking.pending !== null;
  const send = async (text: string) => {
    if (await asking.send({ type: 'change-use-case', useCase: number, blocker: text })) fold.close();
  };
  if (!mayChange) return blocker && <span className="hint blocker">{texts.blocker(blocker)}</span>;
  if (fold.isOpen) {
    return (
      <OneLineForm
        label={forms.blocker}
        placeholder={forms.blockerExample}
        lengthMax={blockerLengthMax}
        missing={forms.blockerMissing}
        send={forms.blockerSend}
        cancel={forms.cancel}
        isBusy={isBlocked}
        onSend={(text) => void send(text)}
        onCancel={fold.close}
      />
    );
  }
  if (!blocker && useCase.state === 'live') return null;
  return (
    <div className="blocker">
      {blocker && <span className="blocker-text">{texts.blocker(blocker)}</span>}
      {blocker ? (
        <Button
          tone="quiet"
          label={texts.liftBlockerOf(title)}
          disabled={isBlocked}
          onClick={() => void send('')}
        >
          {texts.liftBlocker}
        </Button>
      ) : (
        <Button ref={fold.opener} tone="quiet" label={texts.addBlockerTo(title)} onClick={fold.open}>
          {texts.addBlocker}
        </Button>
      )}
    </div>
  );
}

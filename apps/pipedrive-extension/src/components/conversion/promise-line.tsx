import { useState } from 'react';
import type { PromiseView } from '#core/contract/conversion-view.ts';
import { ageWords } from '../../dates.ts';
import { dayWords, fullDayWords } from '../../days.ts';
import { useFold } from '../../hooks/use-fold.ts';
import { Button } from '../button.tsx';
import { useLanguage, useTexts } from '../language-context.ts';
import { OneLineForm } from '../one-line-form.tsx';
import type { CardProps } from './ask-button.tsx';
import { DayForm } from './forms/day-form.tsx';
import { formTexts } from './forms/texts.ts';
import { partTexts } from './part-texts.ts';
import { conversionTexts } from './texts.ts';
import { promiseTone } from './view-model.ts';

interface LineProps extends CardProps {
  promise: PromiseView;
}

/** One promise: what, until when, what was said of it, and what one does with it. */
export function PromiseLine(props: LineProps) {
  const { promise, choices, now } = props;
  const texts = useTexts(partTexts);
  const language = useLanguage();
  return (
    <li className="promise-line">
      <span>{promise.text}</span>
      <p className="marks">
        <time dateTime={promise.dueOn} title={fullDayWords(promise.dueOn, language)}>
          {dayWords(promise.dueOn, choices.today, language)}
        </time>
        <span className={`badge badge-${promiseTone(promise)}`}>{texts.distance(promise.daysLeft)}</span>
        {promise.isAnnounced && <span className="badge badge-neutral">{texts.announced}</span>}
      </p>
      {promise.remindedAt && (
        <span className="hint">{texts.reminded(ageWords(promise.remindedAt, now, language))}</span>
      )}
      {promise.escalatedAt && (
        <span className="hint">{texts.escalated(ageWords(promise.escalatedAt, now, language))}</span>
      )}
      {promise.trouble && <span className="hint">{promise.trouble}</span>}
      <PromiseActions {...props} />
    </li>
  );
}

function PromiseActions({ promise, choices, conversion: { allowed }, asking }: LineProps) {
  const texts = useTexts(partTexts);
  const { ask } = useTexts(conversionTexts);
  const [form, setForm] = useState<'move' | 'drop'>('move');
  const fold = useFold();
  const { number, text } = promise;
  const isOn = (type: 'keep-promise' | 'move-promise' | 'drop-promise') =>
    asking.pending?.type === type && asking.pending.promise === number;
  const isBlocked = asking.pending !== null;
  const open = (next: 'move' | 'drop') => {
    setForm(next);
    fold.open();
  };
  if (fold.isOpen) {
    const close = async (sent: Promise<boolean>) => {
      if (await sent) fold.close();
    };
    return form === 'move' ? (
      <DayForm
        type="move-promise"
        before={promise.dueOn}
        choices={choices}
        send={ask['move-promise']}
        isBusy={isOn('move-promise')}
        onCancel={fold.close}
        onDay={(day) => void close(asking.send({ type: 'move-promise', promise: number, day }))}
      />
    ) : (
      <DropForm
        isBusy={isOn('drop-promise')}
        onCancel={fold.close}
        onDrop={(why) => void close(asking.send({ type: 'drop-promise', promise: number, why }))}
      />
    );
  }
  return (
    <div className="buttons">
      {allowed.includes('keep-promise') && (
        <Button
          label={texts.keepOf(text)}
          busy={isOn('keep-promise')}
          disabled={isBlocked}
          onClick={() => void asking.send({ type: 'keep-promise', promise: number })}
        >
          {texts.keep}
        </Button>
      )}
      {allowed.includes('move-promise') && (
        <Button ref={fold.opener} tone="quiet" label={texts.moveOf(text)} onClick={() => open('move')}>
          {texts.move}
        </Button>
      )}
      {allowed.includes('drop-promise') && (
        <Button tone="quiet" label={texts.dropOf(text)} onClick={() => open('drop')}>
          {texts.drop}
        </Button>
      )}
    </div>
  );
}

/** The longest reason the service takes. */
const whyLengthMax = 500;

function DropForm(props: { isBusy: boolean; onDrop(why: string): void; onCancel(): void }) {
  const { ask } = useTexts(conversionTexts);
  const forms = useTexts(formTexts);
  return (
    <OneLineForm
      label={forms.why}
      placeholder={forms.whyExample}
      lengthMax={whyLengthMax}
      missing={forms.whyMissing}
      send={ask['drop-promise']}
      cancel={forms.cancel}
      isBusy={props.isBusy}
      onSend={props.onDrop}
      onCancel={props.onCancel}
    />
  );
}

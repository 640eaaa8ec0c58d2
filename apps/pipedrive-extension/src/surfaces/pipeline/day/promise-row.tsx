import { useState } from 'react';
import type { DayItem } from '#core/contract/conversion-view.ts';
import { Button, LinkButton } from '../../../components/button.tsx';
import { DayField } from '../../../components/day-field.tsx';
import { useLanguage, useTexts } from '../../../components/language-context.ts';
import { dayWords, fullDayWords } from '../../../days.ts';
import type { ConversionCommands } from '../../../hooks/use-conversion-command.ts';
import { pipelineTexts } from '../texts.ts';
import { dayTexts } from './texts.ts';

interface RowProps {
  item: DayItem;
  today: string;
  commands: ConversionCommands;
  openDeal: ((dealId: number) => void) | null;
}

/** One promise: to whom, what, until when, and the two things one does with it. */
export function PromiseRow({ item, today, commands, openDeal }: RowProps) {
  const texts = useTexts(dayTexts);
  const language = useLanguage();
  const [isMoving, setMoving] = useState(false);
  const { promise, conversionId, dealId } = item;
  const who = item.organization || item.title;
  const what = { conversionId, promise: promise.number };
  const isBusy = (type: 'keep-promise' | 'move-promise') => {
    const { pending } = commands;
    return (
      pending?.type === type && pending.conversionId === conversionId && pending.promise === what.promise
    );
  };
  return (
    <li className="promise">
      <div className="promise-what">
        <strong>
          <LinkButton
            label={useTexts(pipelineTexts).openDeal(item.title)}
            onClick={openDeal && dealId !== null ? () => openDeal(dealId) : null}
          >
            {who}
          </LinkButton>
        </strong>
        <span>{promise.text}</span>
        {promise.trouble && <span className="hint">{promise.trouble}</span>}
      </div>
      <div className="promise-when">
        <time dateTime={promise.dueOn} title={fullDayWords(promise.dueOn, language)}>
          {dayWords(promise.dueOn, today, language)}
        </time>
        <span className="badges">
          <span className={`badge badge-${tone(promise.daysLeft)}`}>{texts.distance(promise.daysLeft)}</span>
          {promise.isAnnounced && <span className="badge badge-neutral">{texts.announced}</span>}
        </span>
      </div>
      <div className="buttons">
        <Button
          label={texts.keepOf(promise.text, who)}
          busy={isBusy('keep-promise')}
          onClick={() => void commands.send({ type: 'keep-promise', ...what })}
        >
          {texts.keep}
        </Button>
        <Button
          tone="quiet"
          label={texts.moveOf(promise.text, who)}
          expanded={isMoving}
          onClick={() => setMoving(!isMoving)}
        >
          {texts.move}
        </Button>
      </div>
      {isMoving && (
        <MoveForm
          today={today}
          dueOn={promise.dueOn}
          isBusy={isBusy('move-promise')}
          onCancel={() => setMoving(false)}
          onMove={async (day) => {
            if (await commands.send({ type: 'move-promise', ...what, day })) setMoving(false);
          }}
        />
      )}
    </li>
  );
}

function tone(daysLeft: number): 'danger' | 'warning' | 'info' {
  if (daysLeft < 0) return 'danger';
  return daysLeft === 0 ? 'warning' : 'info';
}

interface MoveProps {
  today: string;
  dueOn: string;
  isBusy: boolean;
  onMove(day: string): void;
  onCancel(): void;
}

function MoveForm({ today, dueOn, isBusy, onMove, onCancel }: MoveProps) {
  const texts = useTexts(dayTexts);
  const [day, setDay] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const send = () => {
    const wrong =
      day === '' ? texts.dayMissing : day < today ? texts.dayPast : day === dueOn ? texts.daySame : null;
    setProblem(wrong);
    if (wrong === null) onMove(day);
  };
  return (
    <form
      className="move-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <DayField
        label={texts.newDay}
        hint={texts.newDayHint}
        value={day}
        min={today}
        problem={problem}
        startsFocused
        onChange={(next) => {
          setProblem(null);
          setDay(next);
        }}
      />
      <div className="buttons">
        <Button type="submit" tone="primary" busy={isBusy}>
          {texts.moveDo}
        </Button>
        <Button tone="quiet" onClick={onCancel}>
          {texts.cancel}
        </Button>
      </div>
    </form>
  );
}

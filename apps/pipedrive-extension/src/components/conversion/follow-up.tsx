import type { FollowUpView } from '#core/contract/conversion-view.ts';
import { dayWords, fullDayWords, shortDayWords } from '../../days.ts';
import { Icon, type IconName } from '../icon.tsx';
import { useLanguage, useTexts } from '../language-context.ts';
import { AskButton, type CardProps } from './ask-button.tsx';
import { Enrolment } from './enrolment.tsx';
import { partTexts } from './part-texts.ts';
import { conversionTexts } from './texts.ts';
import { sortedFollowUps } from './view-model.ts';

/** The follow-up that runs, step by step in its version; a menu to begin one; those that are over, folded. */
export function FollowUp(card: CardProps) {
  const texts = useTexts(partTexts);
  const { ask } = useTexts(conversionTexts);
  const { followUps, allowed } = card.conversion;
  const { running, over } = sortedFollowUps(followUps);
  const mayEnrol = allowed.includes('enrol') && card.choices.followUps.length > 0;
  if (running === null && over.length === 0 && !mayEnrol) return null;
  return (
    <section className="part" aria-label={texts.followUp}>
      <h3>{texts.followUp}</h3>
      {running ? (
        <Running followUp={running} today={card.choices.today} />
      ) : (
        <p className="hint">{texts.noFollowUp}</p>
      )}
      {running && allowed.includes('stop-follow-up') && (
        <AskButton {...card} type="stop-follow-up" label={ask['stop-follow-up']} tone="quiet" />
      )}
      {mayEnrol && <Enrolment {...card} />}
      {over.length > 0 && <Over over={over} />}
    </section>
  );
}

function Running({ followUp, today }: { followUp: FollowUpView; today: string }) {
  const texts = useTexts(partTexts);
  const language = useLanguage();
  const begun = dayWords(followUp.enrolledAt.slice(0, 10), today, language);
  return (
    <>
      <p>
        {followUp.label}
        <span className="hint follow-up-version">{useVersionWords(followUp)}</span>
        <span className="hint follow-up-version">
          {followUp.by === null ? texts.enrolledAlone(begun) : texts.enrolledBy(followUp.by, begun)}
        </span>
      </p>
      <ol className="follow-up-steps">
        {followUp.steps.map((step) => (
          // Two steps may say the same; those of a version never change their places.
          <StepLine key={followUp.steps.indexOf(step)} step={step} today={today} />
        ))}
      </ol>
    </>
  );
}

function useVersionWords({ version, versionSince, isOlderVersion }: FollowUpView): string {
  const texts = useTexts(partTexts);
  const language = useLanguage();
  const words = texts.version(version, shortDayWords(versionSince.slice(0, 10), language));
  return isOlderVersion ? texts.olderVersion(words) : words;
}

const icons: Record<FollowUpView['steps'][number]['state'], IconName> = {
  done: 'check',
  next: 'clock',
  later: 'dash',
  'kept-back': 'alert',
  'left-out': 'close',
};

function StepLine({ step, today }: { step: FollowUpView['steps'][number]; today: string }) {
  const texts = useTexts(partTexts);
  const language = useLanguage();
  const day = step.at?.slice(0, 10) ?? null;
  return (
    <li className={`follow-up-step follow-up-${step.state}`}>
      <Icon name={icons[step.state]} />
      <span>{texts.stepOf[step.kind](step.text)}</span>
      <span className="hint">
        {texts.stepState[step.state]}
        {day !== null && (
          <>
            {', '}
            <time dateTime={day} title={fullDayWords(day, language)}>
              {dayWords(day, today, language)}
            </time>
          </>
        )}
      </span>
    </li>
  );
}

function Over({ over }: { over: readonly FollowUpView[] }) {
  const texts = useTexts(partTexts);
  return (
    <details className="former">
      <summary>
        <Icon name="chevron-right" size={12} />
        {texts.formerFollowUps(over.length)}
      </summary>
      <ul>
        {over.map((followUp) => (
          <li key={`${followUp.rule} ${followUp.enrolledAt}`}>
            {followUp.label}
            <span className="hint former-end">
              {followUp.state === 'stopped' ? texts.stopped(followUp.stoppedBecause) : texts.finished}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

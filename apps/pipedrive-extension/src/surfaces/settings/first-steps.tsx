import { Icon } from '../../components/icon.tsx';
import { useTexts } from '../../components/language-context.ts';
import type { SettingsAnswer } from './contract.ts';
import { type FirstStep, firstSteps } from './model/first-steps.ts';
import { formLink } from './model/form-link.ts';
import { hashOf } from './model/sections.ts';
import { fieldTexts } from './texts/fields.ts';
import { pageTexts } from './texts/page.ts';

/** Leads a new company to its first request: three steps, and then what happens. */
export function FirstSteps({ saved }: { saved: SettingsAnswer }) {
  const texts = useTexts(pageTexts);
  const fields = useTexts(fieldTexts);
  const steps = firstSteps(saved);
  const left = steps.filter(({ isDone }) => !isDone);
  return (
    <section className="first-steps" aria-labelledby="first-steps-title">
      <h2 id="first-steps-title">{left.length > 0 ? texts.firstSteps(left.length) : texts.firstStepsDone}</h2>
      <ol>
        {steps.map((step, place) => (
          <Step key={step.section} step={step} number={place + 1} isNext={step === left[0]} />
        ))}
      </ol>
      {left.length === 0 && (
        <p className="first-request">
          <a
            className="button button-primary"
            href={formLink(window.location.origin, saved.companyId, null)}
            target="_blank"
            rel="noreferrer"
          >
            {fields.openForm}
          </a>
          <span>{texts.firstRequest}</span>
        </p>
      )}
    </section>
  );
}

function Step({ step, number, isNext }: { step: FirstStep; number: number; isNext: boolean }) {
  const texts = useTexts(pageTexts);
  const { title, detail } = texts.firstStep[step.section];
  return (
    <li aria-current={isNext ? 'step' : undefined}>
      <span className="step-mark" data-done={step.isDone}>
        {step.isDone ? <Icon name="check" /> : number}
      </span>
      <span>
        <a href={hashOf(step.section)}>{title}</a>
        {step.isDone && <span className="visually-hidden"> ({texts.stepDone})</span>}
        {!step.isDone && <span className="hint">{detail}</span>}
      </span>
    </li>
  );
}

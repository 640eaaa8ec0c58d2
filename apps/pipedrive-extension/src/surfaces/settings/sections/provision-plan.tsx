import { useCallback, useEffect, useRef } from 'react';
import type { ProblemDocument } from '#core/contract/problem.ts';
import type { ProvisionItemView, ProvisionView } from '#core/contract/provision-view.ts';
import { Button } from '../../../components/button.tsx';
import { useTexts } from '../../../components/language-context.ts';
import { Notice } from '../../../components/notice.tsx';
import { ProblemPage } from '../../../components/problem-page.tsx';
import { Skeleton } from '../../../components/skeleton.tsx';
import { useAnswer } from '../../../hooks/use-answer.ts';
import { countOf, isInPlace } from '../model/installation.ts';
import type { SettingsApi } from '../settings-api.ts';
import { pageTexts } from '../texts/page.ts';
import { type ToolTexts, toolTexts } from '../texts/tools.ts';
import { useProvision } from '../use-provision.ts';

interface PlanProps {
  api: SettingsApi;
  /** What exists in Pipedrive is not what it was. */
  onApplied(): void;
  /** Nothing was missing when the plan was read: perhaps somebody created it elsewhere. */
  onInPlace(): void;
}

/** The list of what Passerelle needs in Pipedrive, and the button that creates what is missing. */
export function ProvisionPlan({ api, onApplied, onInPlace }: PlanProps) {
  const texts = useTexts(toolTexts);
  const page = useTexts(pageTexts);
  const ask = useCallback((signal: AbortSignal) => api.plan(signal), [api]);
  const { answer, retry } = useAnswer(ask);
  return (
    <section className="tool" aria-label={texts.planTitle}>
      <h2>{texts.planTitle}</h2>
      <p className="hint">{texts.planHint}</p>
      {answer === null && <Skeleton label={page.loading} />}
      {answer && !answer.ok && <ProblemPage problem={answer.problem} onRetry={retry} />}
      {answer?.ok && <Plan api={api} first={answer.value} onApplied={onApplied} onInPlace={onInPlace} />}
    </section>
  );
}

function Plan({ api, first, onApplied, onInPlace }: PlanProps & { first: ProvisionView }) {
  const latest = useRef(onInPlace);
  useEffect(() => {
    if (first.items.every(isInPlace)) latest.current();
  }, [first]);
  const { plan, isApplying, problem, apply } = useProvision(api, first, onApplied);
  return (
    <>
      <Standing plan={plan} isApplying={isApplying} problem={problem} />
      <ApplyButton plan={plan} isApplying={isApplying} onApply={apply} />
      <PlanTable items={plan.items} />
    </>
  );
}

interface StandingProps {
  plan: ProvisionView;
  isApplying: boolean;
  problem: ProblemDocument | null;
}

function Standing({ plan, isApplying, problem }: StandingProps) {
  const texts = useTexts(toolTexts);
  const [done, total] = [countOf(plan.items, isInPlace), plan.items.length];
  return (
    <div role="status">
      {isApplying ? (
        <label className="progress">
          <span>{texts.applying(done, total)}</span>
          <progress max={total} value={done} />
        </label>
      ) : (
        <p>{done === total ? texts.planReady : texts.planMissing(total - done)}</p>
      )}
      {problem && (
        <Notice tone="danger" title={problem.title}>
          <p>{problem.detail}</p>
        </Notice>
      )}
    </div>
  );
}

function PlanTable({ items }: { items: readonly ProvisionItemView[] }) {
  const texts = useTexts(toolTexts);
  const tones = { present: 'success', created: 'success', missing: 'warning', failed: 'danger' } as const;
  return (
    <table aria-label={texts.planTitle}>
      <thead>
        <tr>
          <th scope="col">{texts.kind}</th>
          <th scope="col">{texts.name}</th>
          <th scope="col">{texts.state}</th>
        </tr>
      </thead>
      <tbody>
        {items.map(({ id, what, name, state, detail }) => (
          <tr key={id}>
            <td>{texts.what[what]}</td>
            <td>
              {nameWords(what, name, texts)} {detail !== null && <span className="hint">{detail}</span>}
            </td>
            <td>
              <span className={`badge badge-${tones[state]}`}>{texts.itemState[state]}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A webhook is called by what it tells of, not by its pattern. */
function nameWords(what: ProvisionItemView['what'], name: string, { changesOf }: ToolTexts): string {
  return what === 'webhook' ? (changesOf[name.replace(/\.\*$/, '')] ?? name) : name;
}

interface ApplyProps {
  plan: ProvisionView;
  isApplying: boolean;
  onApply(): void;
}

function ApplyButton({ plan, isApplying, onApply }: ApplyProps) {
  const texts = useTexts(toolTexts);
  if (!isApplying && plan.items.every(isInPlace)) return null;
  if (!plan.mayApply) return <p className="hint">{texts.planMay}</p>;
  return (
    <Button tone="primary" busy={isApplying} onClick={onApply}>
      {texts.apply}
    </Button>
  );
}

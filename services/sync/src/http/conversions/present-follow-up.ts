import type { Company } from '#core/company.ts';
import type { FollowUpView } from '#core/contract/conversion-view.ts';
import type { FollowUpVersion } from '#core/follow-up-version.ts';
import { inLanguage, type Language } from '#core/model/localized.ts';
import { actorText } from '#core/model/staff-member.ts';
import { clientMailText } from '#core/processes/customer-conversion/effect-texts.ts';
import type { Membership } from '#core/processes/customer-conversion/state.ts';
import { reasonText } from '#core/processes/customer-conversion/texts.ts';
import type { Reader } from '../present-request.ts';

type StepView = FollowUpView['steps'][number];
type Done = Membership['done'][number];

/** Being followed up, in the version it began with. */
export function presentFollowUp(membership: Membership, { company, language }: Reader): FollowUpView {
  const { rule, version, state, enrolledAt, by, stoppedBecause } = membership;
  const known = versionOf(company, membership);
  return {
    ...{ rule, version, state, enrolledAt },
    label: followUpLabel(company, membership, language),
    versionSince: known?.since ?? enrolledAt,
    isOlderVersion: (company.followUps ?? []).some(({ key, number }) => key === rule && number > version),
    by: by && actorText(by, language),
    stoppedBecause: stoppedBecause && reasonText(stoppedBecause, language),
    steps: stepsOf(membership, known, language),
  };
}

/** The name of a rule, in the words of its version; its key when nothing is known of it any more. */
export function followUpLabel(
  company: Company,
  { rule, version }: Pick<Membership, 'rule' | 'version'>,
  language: Language,
): string {
  const known = versionOf(company, { rule, version });
  return known ? inLanguage(known.rule.label, language) : rule;
}

function versionOf({ followUps = [] }: Company, { rule, version }: Pick<Membership, 'rule' | 'version'>) {
  return followUps.find(({ key, number }) => key === rule && number === version);
}

/** What a step of a version does, in staff words. */
export function followUpStepText(step: FollowUpVersion['rule']['steps'][number], language: Language): string {
  return step.kind === 'mail' ? clientMailText(step.template, language) : inLanguage(step.subject, language);
}

/** All steps of a version; of one that is not known any more, those that were done. */
function stepsOf(
  membership: Membership,
  version: FollowUpVersion | undefined,
  language: Language,
): StepView[] {
  const { done } = membership;
  const doneAt = (position: number) => done.find((each) => each.position === position);
  if (!version) return done.map((each) => ({ kind: each.kind, text: '', ...stateOfDone(each) }));
  return version.rule.steps.map((step, position) => {
    const kept = doneAt(position);
    const state = kept ? stateOfDone(kept) : stateOfComing(membership, position);
    return { kind: step.kind, text: followUpStepText(step, language), ...state };
  });
}

function stateOfDone({ outcome, at }: Done): Pick<StepView, 'state' | 'at'> {
  if (outcome === 'under-way') return { state: 'next', at };
  return { state: outcome === 'kept-back' ? 'kept-back' : 'done', at };
}

function stateOfComing(
  { state, position: next, nextAt }: Membership,
  position: number,
): Pick<StepView, 'state' | 'at'> {
  if (state !== 'active') return { state: 'left-out', at: null };
  return position === next ? { state: 'next', at: nextAt } : { state: 'later', at: null };
}

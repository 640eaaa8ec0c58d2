import { randomUUID } from 'node:crypto';
import type { Company } from '#core/company.ts';
import type { Effect } from '#core/effects.ts';
import type { Event } from '#core/events.ts';
import { type Outcome, type Reason, reason } from '#core/kernel/outcome.ts';
import type { Advanced, Decision, Process } from '#core/kernel/process.ts';
import { processes } from '#core/processes/index.ts';
import { nextTurn } from '../store/company-facts.ts';
import { cancelEffects, restoreEffects, retryEffect, retryFailedEffects } from '../store/effects.ts';
import {
  type InstanceChange,
  type InstanceRow,
  type LockedInstance,
  lockInstance,
  type Store,
  writeInstance,
} from '../store/instances.ts';
import { writeJournal } from '../store/journal.ts';
import type { JournalLine } from '../store/journal-line.ts';
import { currentRequestId, observed } from '../trace.ts';

/** Where the engine gets the company of an instance: its settings and what their names mean. */
export type CompanyOf = (companyId: string) => Company;

/** What came of an event. `dueAt` holds the instants at which new work begins. */
export interface AdvanceResult {
  instanceId: string;
  outcome: Outcome;
  reason: Reason | null;
  dueAt: string[];
  /** The instance as it is now. */
  instance: InstanceRow;
}

/** What the engine knows of any process: its state has a step. */
type State = { step: string };
type Context = Awaited<ReturnType<typeof contextFor>>;
type Definition = Process<State, Event, Effect, Context>;

/**
 * Tells an instance of an event: locks it, decides, and writes state, journal, effects and timers in the caller's
 * transaction. Nobody else calls `decide` to act on it.
 *
 * @returns undefined when there is no such instance
 */
export async function advanceInstance(
  store: Store,
  companyOf: CompanyOf,
  instanceId: string,
  event: Event,
): Promise<AdvanceResult | undefined> {
  const locked = await lockInstance(store, instanceId);
  return locked && advanceLocked(store, companyOf, locked, event);
}

/** Tells an instance that the caller's transaction has locked; see `advanceInstance`. */
export function advanceLocked(
  store: Store,
  companyOf: CompanyOf,
  locked: LockedInstance,
  event: Event,
): Promise<AdvanceResult> {
  return seen(locked.row.process, event, () => decideLocked(store, companyOf, locked, event));
}

/** For who follows a piece of work: which decision, and what came of it. */
function seen(process: string, event: Event, work: () => Promise<AdvanceResult>): Promise<AdvanceResult> {
  const name = `decide ${event.type}`;
  return observed({ station: 'decision', name, facts: { process } }, async ({ facts }) => {
    const result = await work();
    facts.outcome = result.outcome;
    return result;
  });
}

async function decideLocked(
  store: Store,
  companyOf: CompanyOf,
  { row, now }: LockedInstance,
  event: Event,
): Promise<AdvanceResult> {
  const definition = definitionOf(row.process);
  const state = definition.read(row.state, row.version);
  const context = await contextFor(store, companyOf(row.company), event, now);
  const decision = definition.decide(state, event, context);
  const known = definition.describe(state);
  const change = { store, definition, row, event, now, isNew: false, known, ...modeOf(context) };
  return commit(change, await tooLate(store, row.id, decision));
}

/** How an instance begins. */
interface Start {
  company: string;
  process: keyof typeof processes;
  event: Event;
  now: Date;
}

/** Starts an instance with its first event; ignored events start nothing. */
export function startInstance(store: Store, companyOf: CompanyOf, start: Start): Promise<AdvanceResult> {
  return seen(start.process, start.event, () => decideStart(store, companyOf, start));
}

async function decideStart(store: Store, companyOf: CompanyOf, start: Start): Promise<AdvanceResult> {
  const definition = definitionOf(start.process);
  const context = await contextFor(store, companyOf(start.company), start.event, start.now);
  const decision = definition.start(start.event, context);
  const row: InstanceRow = {
    id: randomUUID(),
    company: start.company,
    process: start.process,
    version: definition.version,
    revision: 0,
    step: '',
    state: null,
    createdAt: start.now,
  };
  const more = { isNew: true, known: null, ...modeOf(context) };
  const change = { store, definition, row, event: start.event, now: start.now, ...more };
  return commit(change, decision);
}

/** What an instance in hand makes of an event: nothing is read or written. */
export interface Planned {
  /** What to write; null when there is nothing to change. */
  change: InstanceChange | null;
  now: Date;
  result: AdvanceResult;
}

/**
 * Decides on an instance as it is in hand. Whoever writes it makes sure that it still is so.
 *
 * @returns undefined when the decision depends on more than that, or brings new effects: `advanceInstance` decides
 */
export function planAdvance(
  companyOf: CompanyOf,
  row: InstanceRow,
  event: EffectDone,
  now: Date,
): Planned | undefined {
  const definition = definitionOf(row.process);
  const state = definition.read(row.state, row.version);
  const context = { now: now.toISOString(), company: companyOf(row.company), turn: 0 };
  const decision = definition.decide(state, event, context);
  const known = definition.describe(state);
  const planned = { definition, row, event, now, isNew: false, known, ...modeOf(context) };
  if (decision.outcome !== 'advanced') {
    return isAlwaysTold(event) ? undefined : { change: null, now, result: resultOf(planned, decision) };
  }
  const { effects, cancel, restore, retry, retryFailed } = decision;
  if (effects.length > 0 || cancel || restore !== null || retry || retryFailed) return undefined;
  return { change: changeOf(planned, decision), now, result: resultOf(planned, decision) };
}

type EffectDone = Extract<Event, { type: 'effect-done' }>;

interface Plan {
  definition: Definition;
  row: InstanceRow;
  event: Event;
  now: Date;
  isNew: boolean;
  /** What the instance is described by already; null when it is new. */
  known: ReturnType<Definition['describe']> | null;
  /** New decisions are recorded, not carried out. */
  shadow: boolean;
  /** Whoever follows the request in Slack hears of it. */
  announces: boolean;
}

function modeOf({ company }: Context): Pick<Plan, 'shadow' | 'announces'> {
  return { shadow: company.shadow === true, announces: company.announces === true };
}

interface Commit extends Plan {
  store: Store;
}

async function commit(plan: Commit, decision: Decision<State, Effect>): Promise<AdvanceResult> {
  const { store, row, event, now } = plan;
  if (decision.outcome === 'advanced') await writeInstance(store, changeOf(plan, decision), now);
  else if (isAlwaysTold(event)) await writeJournal(store, row.id, lineOf(plan, decision));
  return resultOf(plan, decision);
}

/** What a person asked for, and what was done for it, is in the journal even where it changes nothing any more. */
function isAlwaysTold(event: Event): boolean {
  return 'by' in event || (event.type === 'effect-done' && event.decision > 0);
}

function lineOf({ row, event, now }: Plan, decision: Decision<State, Effect>): JournalLine {
  const advanced = decision.outcome === 'advanced';
  return {
    revision: advanced ? row.revision + 1 : row.revision,
    at: now,
    event,
    outcome: decision.outcome,
    reason: decision.reason,
    stepBefore: row.step || null,
    stepAfter: advanced ? decision.state.step : row.step,
    requestId: currentRequestId() ?? null,
  };
}

function resultOf({ definition, row }: Plan, decision: Decision<State, Effect>): AdvanceResult {
  const { outcome, reason } = decision;
  const { id: instanceId, revision } = row;
  if (outcome !== 'advanced') return { instanceId, outcome, reason, dueAt: [], instance: row };
  const { state } = decision;
  const after = { state, version: definition.version, revision: revision + 1, step: state.step };
  const instance = { ...row, ...after };
  return { instanceId, outcome, reason, dueAt: dueInstants(decision), instance };
}

function changeOf(plan: Plan, decision: Advanced<State, Effect>): InstanceChange {
  const { definition, row, isNew, known, shadow, announces } = plan;
  const line = lineOf(plan, decision);
  const { step, search, links } = definition.describe(decision.state);
  const { id, company, process } = row;
  const { revision, requestId } = line;
  const effects = decision.effects.map(({ effect, ...rest }) => ({
    id: randomUUID(),
    kind: effect.kind,
    payload: effect,
    requestId,
    ...rest,
    key: `${rest.decision}/${rest.key}`,
  }));
  const { version } = definition;
  const words = search === known?.search ? null : search;
  const instance = { id, company, process, version, revision, step, search: words, state: decision.state };
  const fresh = links.filter(
    ({ kind, value }) => !known?.links.some((link) => link.kind === kind && link.value === value),
  );
  return { instance, isNew, links: fresh, effects, shadow, timers: decision.startTimers, line, announces };
}

/** Taking back, or trying again, depends on rows the process cannot see: the answer may still be "too late". */
async function tooLate(
  store: Store,
  instanceId: string,
  decision: Decision<State, Effect>,
): Promise<Decision<State, Effect>> {
  if (decision.outcome !== 'advanced') return decision;
  const { cancel, restore, retry, retryFailed } = decision;
  if (cancel && !(await cancelEffects(store, instanceId, cancel)) && cancel.all) {
    return { outcome: 'refused', reason: reason('undo-too-late') };
  }
  if (restore !== null) await restoreEffects(store, instanceId, restore);
  if (retryFailed) await retryFailedEffects(store, instanceId, retryFailed);
  if (retry && !(await retryEffect(store, retry.effectId, retry.effect))) {
    return { outcome: 'refused', reason: reason('nothing-to-retry') };
  }
  return decision;
}

function dueInstants(decision: Advanced<State, Effect>): string[] {
  const { effects, startTimers, restore, retry, retryFailed } = decision;
  const now = retry || retryFailed || restore !== null ? [new Date(0).toISOString()] : [];
  return [
    ...new Set([...now, ...effects.map(({ dueAt }) => dueAt), ...startTimers.map(({ dueAt }) => dueAt)]),
  ];
}

async function contextFor(store: Store, company: Company, event: Event, now: Date) {
  const needsTurn =
    company.settings.owners.rule === 'round-robin' &&
    ['acceptance-requested', 'refusal-requested', 'decision-confirmed'].includes(event.type);
  const turn = needsTurn ? await nextTurn(store, company.id, 'round-robin') : 0;
  return { now: now.toISOString(), company, turn };
}

function definitionOf(name: string): Definition {
  const known: Record<string, Definition> = processes;
  const definition = known[name];
  if (!definition) throw new Error(`Process "${name}" is unknown to this release: update this node.`);
  return definition;
}

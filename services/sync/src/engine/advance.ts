import { randomUUID } from 'node:crypto';
import type { Company } from '#core/company.ts';
import type { Effect } from '#core/effects.ts';
import type { Event } from '#core/events.ts';
import { type Outcome, type Reason, reason } from '#core/kernel/outcome.ts';
import type { Advanced, Decision } from '#core/kernel/process.ts';
import { processes } from '#core/processes/index.ts';
import { nextTurn } from '../store/company-facts.ts';
import { cancelEffects, restoreEffects, retryEffect } from '../store/effects.ts';
import { type InstanceRow, lockInstance, type Store, writeInstance } from '../store/instances.ts';
import { writeJournal } from '../store/journal.ts';
import type { JournalLine } from '../store/journal-line.ts';
import { currentRequestId } from '../trace.ts';

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

type Definition = (typeof processes)['account-request'];
type State = ReturnType<Definition['read']>;

/**
 * Tells an instance of an event: locks it, decides, and writes state, journal, effects and timers in the caller's
 * transaction. The only caller of `decide`.
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
  if (!locked) return undefined;
  const { row, now } = locked;
  const definition = definitionOf(row.process);
  const state = definition.read(row.state, row.version);
  const context = await contextFor(store, companyOf(row.company), event, now);
  const decision = definition.decide(state, event, context);
  const known = definition.describe(state).links;
  const change = { store, definition, row, event, now, isNew: false, known };
  return commit(change, await tooLate(store, row.id, decision));
}

/** Starts an instance with its first event; ignored events start nothing. */
export async function startInstance(
  store: Store,
  companyOf: CompanyOf,
  start: { company: string; process: keyof typeof processes; event: Event; now: Date },
): Promise<AdvanceResult> {
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
  const change = { store, definition, row, event: start.event, now: start.now, isNew: true, known: [] };
  return commit(change, decision);
}

interface Commit {
  store: Store;
  definition: Definition;
  row: InstanceRow;
  event: Event;
  now: Date;
  isNew: boolean;
  /** The links the instance has already. */
  known: { kind: string; value: string }[];
}

async function commit(change: Commit, decision: Decision<State, Effect>): Promise<AdvanceResult> {
  const { store, definition, row, event, now } = change;
  const { outcome, reason } = decision;
  const advanced = outcome === 'advanced';
  const line: JournalLine = {
    revision: advanced ? row.revision + 1 : row.revision,
    at: now,
    event,
    outcome,
    reason,
    stepBefore: row.step || null,
    stepAfter: advanced ? decision.state.step : row.step,
    requestId: currentRequestId() ?? null,
  };
  if (advanced) await writeAdvance(change, decision, line);
  else if ('by' in event) await writeJournal(store, row.id, line);
  const { revision, stepAfter: step } = line;
  const after = advanced ? { state: decision.state, version: definition.version, revision, step } : {};
  const dueAt = advanced ? dueInstants(decision) : [];
  return { instanceId: row.id, outcome, reason, dueAt, instance: { ...row, ...after } };
}

async function writeAdvance(
  { store, definition, row, now, isNew, known }: Commit,
  decision: Advanced<State, Effect>,
  line: JournalLine,
): Promise<void> {
  const { step, search, links } = definition.describe(decision.state);
  const { id, company, process } = row;
  const { revision, requestId } = line;
  const described = { id, company, process, version: definition.version, revision, step, search };
  const effects = decision.effects.map(({ effect, ...rest }) => ({
    id: randomUUID(),
    kind: effect.kind,
    payload: effect,
    requestId,
    ...rest,
    key: `${rest.decision}/${rest.key}`,
  }));
  const instance = { ...described, state: decision.state };
  const fresh = links.filter(
    ({ kind, value }) => !known.some((link) => link.kind === kind && link.value === value),
  );
  await writeInstance(
    store,
    { instance, isNew, links: fresh, effects, timers: decision.startTimers, line },
    now,
  );
}

/** Taking back, or trying again, depends on rows the process cannot see: the answer may still be "too late". */
async function tooLate(
  store: Store,
  instanceId: string,
  decision: Decision<State, Effect>,
): Promise<Decision<State, Effect>> {
  if (decision.outcome !== 'advanced') return decision;
  const { cancel, restore, retry } = decision;
  if (cancel && !(await cancelEffects(store, instanceId, cancel)) && cancel.all) {
    return { outcome: 'refused', reason: reason('undo-too-late') };
  }
  if (restore !== null) await restoreEffects(store, instanceId, restore);
  if (retry && !(await retryEffect(store, retry.effectId, retry.effect))) {
    return { outcome: 'refused', reason: reason('nothing-to-retry') };
  }
  return decision;
}

function dueInstants({ effects, startTimers, restore, retry }: Advanced<State, Effect>): string[] {
  const now = retry || restore !== null ? [new Date(0).toISOString()] : [];
  return [
    ...new Set([...now, ...effects.map(({ dueAt }) => dueAt), ...startTimers.map(({ dueAt }) => dueAt)]),
  ];
}

async function contextFor(store: Store, company: Company, event: Event, now: Date) {
  const needsTurn =
    company.settings.owners.rule === 'round-robin' &&
    (event.type === 'acceptance-requested' || event.type === 'refusal-requested');
  const turn = needsTurn ? await nextTurn(store, company.id, 'round-robin') : 0;
  return { now: now.toISOString(), company, turn };
}

function definitionOf(name: string): Definition {
  const definition = (processes as Record<string, Definition>)[name];
  if (!definition) throw new Error(`Process "${name}" is unknown to this release: update this node.`);
  return definition;
}

import type { EntityName, PipedriveMemory, RecordOf } from './records.ts';

/** Who makes a change, and by which door: REST is `api`, pages and the web form are `app` (pipedrive.md 3.3). */
export type Actor = { userId: number; source: 'api' | 'app' };

type ChangeOf<E extends EntityName> = {
  action: 'create' | 'change' | 'delete';
  entity: E;
  before: RecordOf[E] | null;
  after: RecordOf[E] | null;
  actor: Actor;
  /** Groups the events of one cause; a fresh one is made when absent. */
  correlationId?: string;
  mergedToId?: number;
  mergedFromId?: number;
};

/** One change of one record, carried out already: what webhooks and the search index are fed with. */
export type Change = { [E in EntityName]: ChangeOf<E> }[EntityName];

/** What writes need: the records, the clock, and the one place that hears of every change. */
export type PipedriveContext = {
  memory: PipedriveMemory;
  now: () => Date;
  publish: (change: Change) => void;
  /** Says that memory changed without an event of its own; `publish` says it too. */
  changed: () => void;
};

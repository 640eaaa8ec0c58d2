import { type RawBuilder, sql } from 'kysely';
import type { Event } from '#core/events.ts';
import type { Outcome, Reason } from '#core/kernel/outcome.ts';
import { jsonText } from './json-text.ts';

/** One line of the story of an instance, as it is written. */
export interface JournalLine {
  revision: number;
  at: Date;
  event: Event;
  outcome: Outcome;
  reason: Reason | null;
  stepBefore: string | null;
  stepAfter: string;
  requestId: string | null;
}

/** The statement that adds a line, alone or as a part of a larger one. */
export function journalLine(instanceId: string, line: JournalLine): RawBuilder<unknown> {
  const reason = line.reason ? jsonText(line.reason) : null;
  return sql`
    insert into journal (instance_id, revision, at, event, outcome, reason, step_before, step_after, request_id)
    values (${instanceId}::uuid, ${line.revision}::integer, ${line.at}::timestamptz, ${jsonText(line.event)}::jsonb,
      ${line.outcome}::text, ${reason}::jsonb, ${line.stepBefore}::text, ${line.stepAfter}::text,
      ${line.requestId}::text)`;
}

import { randomUUID } from 'node:crypto';
import type { ConversionStep } from '#core/model/conversion.ts';
import { newConversion } from '#core/processes/customer-conversion/new-conversion.ts';
import type { ClientPromise, Conversion } from '#core/processes/customer-conversion/state.ts';
import { aFollowingCompany, dealFacts } from './conversion-samples.ts';

/** What takes a statement: a pool, or one connection. */
interface Asked {
  query(text: string, values: unknown[]): Promise<unknown>;
}

/** A conversion as a test wants it kept. */
export interface KeptConversion extends Partial<Omit<Conversion, 'place'>> {
  company: string;
  ownerId: number;
  step?: ConversionStep;
  /** Who alone may see it; left out: everybody. */
  seenBy?: number[];
  updatedAt?: string;
}

const now = '2026-11-20T09:00:00.000Z';

/** An open promise; the others of a conversion have other numbers. */
export function aPromise(more: Partial<ClientPromise> = {}): ClientPromise {
  return {
    number: 1,
    kind: 'welcome-call',
    text: 'Appel d’accueil : Mairie d’Exemple',
    madeAt: now,
    dueOn: '2026-11-25',
    isAnnounced: true,
    ownerId: 21,
    state: 'open',
    endedAt: null,
    endedBecause: null,
    movedCount: 0,
    remindedAt: null,
    escalatedAt: null,
    activityType: 'call',
    activityId: null,
    withoutActivity: null,
    ...more,
  };
}

/** Keeps a conversion as it is told, past all rules. @returns its id */
export async function keepConversion(pool: Asked, kept: KeptConversion): Promise<string> {
  const { company, ownerId, seenBy, updatedAt = now, ...more } = kept;
  const started = newConversion(dealFacts(), { now, company: aFollowingCompany() });
  const place = { pipelineId: 1, stageId: 11, status: 'open' as const, ownerId };
  const state: Conversion = { ...started, place, ...more };
  const open = state.promises.filter((promise) => promise.state === 'open').map(({ dueOn }) => dueOn);
  const id = randomUUID();
  await pool.query(
    `insert into instances (id, company, process, version, revision, step, state, search, created_at, updated_at)
     values ($1, $2, 'customer-conversion', 1, 1, $3, $4, '', $5, $6)`,
    [
      id,
      company,
      state.step,
      JSON.stringify({ ...state, nextDueOn: open.toSorted()[0] ?? null }),
      now,
      updatedAt,
    ],
  );
  if (seenBy)
    await pool.query(
      `with audience as (insert into audiences (company, key, everybody, staff_ids)
         values ($1, gen_random_uuid()::text, false, $2) returning id)
       update instances set audience_id = audience.id from audience where instances.id = $3`,
      [company, seenBy, id],
    );
  return id;
}

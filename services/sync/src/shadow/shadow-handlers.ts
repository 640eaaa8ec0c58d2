import type { Kysely } from 'kysely';
import type { EffectKind } from '#core/effects.ts';
import type { EffectHandlers, Handler } from '../effect-handlers/handler.ts';
import type { Schema } from '../store/schema.ts';
import { keepShadowWrites } from '../store/shadow-writes.ts';
import { rehearse } from './rehearsal.ts';

/** The handlers twice: on the real connectors, and on those that only record. */
export interface HandlersOfBoth {
  db: Kysely<Schema>;
  live: EffectHandlers;
  /** Made on `shadowConnectors`. */
  rehearsed: EffectHandlers;
  /** Whether shadow mode is on: then nothing is written outside, whenever it was decided. */
  isOn: boolean;
}

/**
 * Carries each effect out as its decision was taken: one of shadow mode is rehearsed to its end, also after the mode
 * was switched off; one from before it waits as soon as it comes to a write.
 */
export function shadowableHandlers(both: HandlersOfBoth): EffectHandlers {
  const kinds = Object.keys(both.live) as EffectKind[];
  const entries = kinds.map((kind) => [kind, shadowable(both, kind)] as const);
  return Object.fromEntries(entries) as unknown as EffectHandlers;
}

function shadowable<Kind extends EffectKind>(both: HandlersOfBoth, kind: Kind): Handler<Kind> {
  const { db, isOn } = both;
  const live: Handler<Kind> = both.live[kind];
  const rehearsed: Handler<Kind> = both.rehearsed[kind];
  return {
    vendor: live.vendor,
    run: async (effect, context) => {
      if (!context.shadow) return (isOn ? rehearsed : live).run(effect, context);
      const { company, effectId } = context;
      const who = { companyId: company.id, effectId };
      const { result, writes } = await rehearse(who, () => rehearsed.run(effect, context));
      await keepShadowWrites(db, effectId, writes);
      return result;
    },
  };
}

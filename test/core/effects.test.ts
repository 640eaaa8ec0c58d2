import { describe, expect, it } from 'vitest';
import { Effect, type EffectKind, effectResults } from '#core/effects.ts';
import { effectSamples } from '../kit/effect-samples.ts';

const kinds = Object.keys(effectSamples) as EffectKind[];

describe.each(kinds)('%s', (kind) => {
  const { effect, result } = effectSamples[kind];

  it('comes back from the store as it went in, with its answer', () => {
    expect(Effect.parse(JSON.parse(JSON.stringify(effect)))).toEqual(effect);
    expect(effectResults[kind].parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
  });

  it('is not read when a part is missing or of another type', () => {
    for (const name of Object.keys(effect)) {
      const { [name as 'kind']: _left, ...rest } = effect;
      expect(Effect.safeParse(rest).success, `without ${name}`).toBe(false);
      expect(Effect.safeParse({ ...effect, [name]: { not: 1 } }).success && name !== 'variables', name).toBe(
        false,
      );
    }
  });
});

it('an account is looked for by an address at least', () => {
  expect(Effect.safeParse({ kind: 'find-admin-account', emails: [] }).success).toBe(false);
});

it('a kind nobody knows is not carried out', () => {
  expect(Effect.safeParse({ kind: 'delete-everything' }).success).toBe(false);
});

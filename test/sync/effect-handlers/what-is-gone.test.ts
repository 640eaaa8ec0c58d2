import { expect, it, vi } from 'vitest';
import type { Company } from '#core/company.ts';
import type { EffectOf } from '#core/effects.ts';
import { OutsideError } from '#sync/connectors/errors.ts';
import type { EffectHandlers, HandlerContext } from '#sync/effect-handlers/handler.ts';
import { sayWhatIsGone } from '#sync/effect-handlers/what-is-gone.ts';
import { aCompany, accountCreated, former, sales } from '../../kit/account-request-samples.ts';
import { effectSamples } from '../../kit/effect-samples.ts';

const failing = (word: 'rejected' | 'retry-later') =>
  new OutsideError({
    vendor: 'pipedrive',
    word,
    title: { fr: 'Refusé', en: 'Refused' },
    detail: { fr: 'Corrigez.', en: 'Correct.' },
    status: 400,
  });

/** What staff read when the write was refused. */
async function told(
  more: Partial<EffectOf<'ensure-deal-placed'>>,
  error: unknown = failing('rejected'),
  lookAgain: () => Promise<Company> = async () => aCompany(),
) {
  const run = () => Promise.reject(error);
  const handlers = {
    ...Object.fromEntries(Object.keys(effectSamples).map((kind) => [kind, { vendor: 'pipedrive', run }])),
  } as unknown as EffectHandlers;
  const effect = {
    ...(effectSamples['ensure-deal-placed'].effect as EffectOf<'ensure-deal-placed'>),
    ...accountCreated,
    ownerId: sales,
    ...more,
  };
  const handler = sayWhatIsGone(handlers, lookAgain)['ensure-deal-placed'];
  const thrown = await handler.run(effect, {} as HandlerContext).catch((caught: unknown) => caught);
  return thrown instanceof OutsideError ? thrown.failure : thrown;
}

it('says that the stage is gone, or that the owner left, and what to do', async () => {
  expect(await told({ stageId: 99 })).toMatchObject({
    word: 'rejected',
    status: 400,
    title: { fr: 'L’étape prévue n’existe plus dans Pipedrive' },
    detail: { en: expect.stringMatching(/settings of Passerelle.*retry/) },
  });
  expect(await told({ ownerId: former })).toMatchObject({
    title: { en: 'The owner is not active in Pipedrive any more' },
  });
});

it('leaves Pipedrive’s own words where everything is there, or where it cannot be asked', async () => {
  expect(await told({})).toMatchObject({ title: { fr: 'Refusé' } });
  expect(await told({ ownerId: null })).toMatchObject({ title: { fr: 'Refusé' } });
  const away = () => Promise.reject(new Error('away'));
  expect(await told({ stageId: 99 }, failing('rejected'), away)).toMatchObject({ title: { fr: 'Refusé' } });
});

it('asks for nothing when it was no refusal', async () => {
  const lookAgain = vi.fn(async () => aCompany());
  const bug = new Error('bug');
  expect(await told({ stageId: 99 }, failing('retry-later'), lookAgain)).toMatchObject({
    word: 'retry-later',
  });
  expect(await told({ stageId: 99 }, bug, lookAgain)).toBe(bug);
  expect(lookAgain).not.toHaveBeenCalled();
});

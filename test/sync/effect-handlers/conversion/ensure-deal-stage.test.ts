import { describe, expect, it, vi } from 'vitest';
import type { EffectOf } from '#core/effects.ts';
import type { Deal } from '#core/model/deal.ts';
import type { Pipedrive } from '#sync/connectors/pipedrive/port.ts';
import { ensureDealStage } from '#sync/effect-handlers/conversion/ensure-deal-stage.ts';
import { conversionContextOf } from '../../../kit/conversion-handler-context.ts';
import { dealFacts, ids } from '../../../kit/conversion-samples.ts';

const effect: EffectOf<'ensure-deal-stage'> = {
  kind: 'ensure-deal-stage',
  dealId: 500,
  pipelineId: ids.suspects,
  stageId: ids.documented,
  fromStageId: ids.identified,
};

/** Runs the effect on a deal as Pipedrive has it now; `written` is what was asked of Pipedrive. */
async function run(deal: Deal | null, changes: Partial<typeof effect> = {}) {
  const updateDeal = vi.fn(async () => dealFacts({ stageId: ids.documented }).deal);
  const keep = vi.fn(async () => undefined);
  const pipedrive = { getDeal: async () => deal, updateDeal } as Partial<Pipedrive> as Pipedrive;
  const result = await ensureDealStage(pipedrive, keep).run({ ...effect, ...changes }, conversionContextOf());
  return { result, written: updateDeal.mock.calls, kept: keep.mock.calls };
}

const dealAs = (more: Partial<Deal>) => dealFacts(more).deal;

describe('a deal that goes on (DS-04)', () => {
  it('is moved in one PATCH, and what Pipedrive answers is kept: its echo is no news', async () => {
    const { result, written, kept } = await run(dealAs({}));
    expect(result).toEqual({ leftAlone: null });
    expect(written).toEqual([[500, { pipelineId: ids.suspects, stageId: ids.documented }]]);
    expect(kept).toEqual([['company', 'deal', dealAs({ stageId: ids.documented })]]);
  });

  it('is not written to when it is there already', async () => {
    const { result, written } = await run(dealAs({ stageId: ids.documented }));
    expect(result).toEqual({ leftAlone: null });
    expect(written).toEqual([]);
  });

  it.each([
    ['gone', null],
    ['gone', dealAs({ status: 'deleted' })],
    ['closed', dealAs({ status: 'won' })],
    ['closed', dealAs({ status: 'lost', stageId: ids.documented })],
    ['moved', dealAs({ stageId: ids.testing })],
  ] as const)('is left alone when it is %s', async (leftAlone, deal) => {
    const { result, written, kept } = await run(deal);
    expect(result).toEqual({ leftAlone });
    expect([...written, ...kept]).toEqual([]);
  });

  it('is moved from wherever it stands when nobody knew where that was', async () => {
    const { result, written } = await run(dealAs({ stageId: ids.testing }), { fromStageId: null });
    expect(result).toEqual({ leftAlone: null });
    expect(written).toHaveLength(1);
  });
});

import { describe, expect, it, vi } from 'vitest';
import type { EffectOf } from '#core/effects.ts';
import type { Deal } from '#core/model/deal.ts';
import type { Pipedrive } from '#sync/connectors/pipedrive/port.ts';
import { ensureDealPlaced } from '#sync/effect-handlers/ensure-deal-placed.ts';
import {
  aCompany,
  accountCreated,
  aDeal,
  formRobot,
  manager,
  sales,
} from '../../kit/account-request-samples.ts';

const effect: EffectOf<'ensure-deal-placed'> = {
  kind: 'ensure-deal-placed',
  dealId: 90,
  personId: 70,
  organizationId: 80,
  title: 'Mairie d’Exemple',
  ownerId: sales,
  ...accountCreated,
  status: 'open',
  lostReason: null,
  createIfMissing: true,
  mayReopen: false,
};

/**
 * Runs the effect on a deal as Pipedrive has it now; `written` is what was asked of Pipedrive.
 * @param unclear an earlier try may have written
 * @param others further deals of the person
 */
async function run(
  deal: Deal,
  changes: Partial<typeof effect> = {},
  { unclear = false, others = [] as Deal[] } = {},
) {
  const updateDeal = vi.fn(async () => deal);
  const keep = vi.fn(async () => undefined);
  const pipedrive = {
    getDeal: async () => deal,
    listDeals: async function* () {
      yield [...others, deal];
    },
    updateDeal,
  } as Partial<Pipedrive> as Pipedrive;
  const context = {
    company: aCompany(),
    instance: {
      id: 'i',
      company: '1001',
      process: 'account-request',
      version: 1,
      revision: 1,
      step: 'accepting',
      state: {},
      createdAt: new Date(0),
    },
    effectId: 'e',
    repeated: false,
    shadow: false,
    unclear,
    handedOver: false,
    writeHandoverNote: async () => ({ commit: async () => undefined }),
  };
  const result = await ensureDealPlaced(pipedrive, keep).run({ ...effect, ...changes }, context);
  return { result, written: updateDeal.mock.calls, kept: keep.mock.calls };
}

describe('the request’s deal, re-read before it is placed', () => {
  it('is left alone when a colleague moved and took it meanwhile', async () => {
    const { result, written } = await run(aDeal({ ownerId: manager, stageId: 2 }));
    expect(result).toEqual({ dealId: 90, leftAlone: 'taken' });
    expect(written).toEqual([]);
  });

  it.each([
    ['a robot’s', formRobot, {}],
    ['the new owner’s already', sales, {}],
    ['a colleague’s that is reconsidered', manager, { mayReopen: true }],
  ])('is placed when it is %s', async (_whose, ownerId, changes) => {
    const { result, written } = await run(aDeal({ ownerId }), changes);
    expect(result).toEqual({ dealId: 90, leftAlone: null });
    expect(written).toHaveLength(1);
  });

  it('is the one that an interrupted try had moved, not the second one of the form', async () => {
    const moved = aDeal({ ownerId: sales, title: 'Saisi par le formulaire', ...accountCreated });
    const others = [aDeal({ id: 89, ownerId: formRobot })];
    const again = await run(moved, { dealId: null }, { unclear: true, others });
    expect(again.result).toEqual({ dealId: moved.id, leftAlone: null });
    expect(again.written).toEqual([]);
    const first = await run(moved, { dealId: null }, { others });
    expect(first.result).toEqual({ dealId: 89, leftAlone: null });
    expect(first.written).toHaveLength(1);
  });

  it('is known from then on when an interrupted try had made it, and nobody told of it yet', async () => {
    const made = aDeal({ ownerId: sales, title: effect.title, ...accountCreated });
    const { result, written, kept } = await run(made, { dealId: null });
    expect(result).toEqual({ dealId: made.id, leftAlone: null });
    expect(written).toEqual([]);
    expect(kept).toEqual([[aCompany().id, 'deal', made]]);
  });
});

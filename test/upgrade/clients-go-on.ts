import { describe, expect, it } from 'vitest';
import { seen } from '../kit/client-story.ts';
import { inStore } from '../kit/flow.ts';
import { ask, detailsOf } from '../kit/followed-deals.ts';
import { eventually } from '../kit/start-world.ts';
import { patienceMs, patient, type Upgraded } from './upgraded.ts';

/** What a colleague asks for next in each step, and where it leads. */
const nextSteps = [
  ['identified', [{ type: 'record-contact', channel: 'call' }], 'contacted'],
  ['contacted', [{ type: 'record-presentation' }], 'presented'],
  ['presented', [{ type: 'send-documentation' }], 'documented'],
  ['account-created', [{ type: 'welcome-client', how: 'call' }], 'collecting'],
  ['collecting', [{ type: 'add-use-case', title: 'Voirie' }, { type: 'validate-use-cases' }], 'validated'],
  ['validated', [{ type: 'choose-path', path: 'autonomous' }], 'testing'],
  ['testing', [{ type: 'record-tests' }, { type: 'plan-go-live', day: '2031-01-06' }], 'planned'],
  ['planned', [{ type: 'record-go-live' }], 'live'],
] as const;

/** Every client who is followed goes on from where they stand. */
export function clientsGoOn(stage: Upgraded): void {
  describe('a conversion of the release before', () => {
    it.each(nextSteps)('goes on from %s', patient, async (step, asks, next) => {
      const { id } = stage.told(`client-${step}`);
      expect((await detailsOf(stage.world, id)).step).toBe(step);
      for (const asked of asks)
        expect(await ask(stage.world, { ...asked, conversionId: id })).toMatchObject({ outcome: 'advanced' });
      await seen(stage.world, id, (details) => details.step === next, patienceMs);
      await eventually(async () => {
        const left = 'select 1 from effects where instance_id = $1 and finished_at is null';
        return (await inStore(stage.world, left, [id])).length === 0;
      }, patienceMs);
    });

    it.each(['documented', 'live', 'ended'])('stays in %s', patient, async (step) => {
      expect((await detailsOf(stage.world, stage.told(`client-${step}`).id)).step).toBe(step);
    });
  });
}

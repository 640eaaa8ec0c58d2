import { beforeEach, describe, expect, it } from 'vitest';
import { managerUser, pressingStage } from '../../kit/pressing-stage.ts';

const stage = pressingStage();
const { shown, journalOf } = stage;

describe('four eyes in Slack', () => {
  it('want a second person, who confirms with the button of the new picture', async () => {
    stage.world.requests.company.settings = { fourEyes: { accept: true } };
    const { id, ts, value } = await shown();
    await stage.world.press({ actionId: 'accept-request', value, ts });
    const proposed = await stage.world.valueOf(id);
    expect(proposed).not.toBe(value);
    await stage.world.press({ actionId: 'confirm-decision', value: proposed, ts });
    expect(await stage.world.stepOf(id)).toBe('pending');
    expect(stage.world.told[0]).toContain('un autre décideur doit confirmer');
    await stage.world.press({ actionId: 'confirm-decision', value: proposed, ts, userId: managerUser });
    expect(await stage.world.stepOf(id)).toBe('accepting');
  });
});

describe('a delegate', () => {
  const away = (staffId: number, delegateId: number, until: string) =>
    stage.world.requests.database.pool.query(
      `insert into delegations (company, staff_id, delegate_id, from_at, until_at)
       values ('1001', $1, $2, now() - interval '2 hours', now() + $3::interval)`,
      [staffId, delegateId, until],
    );
  beforeEach(async () => {
    await stage.world.requests.database.pool.query('delete from delegations');
    stage.world.requests.company.settings = { deciders: ['vente@example.org'] };
  });

  it('decides while somebody is away, and the story names both', async () => {
    await away(21, 22, '1 hour');
    const { id, ts, value } = await shown();
    await stage.world.press({ actionId: 'accept-request', value, ts, userId: managerUser });
    expect(await stage.world.stepOf(id)).toBe('accepting');
    expect((await journalOf(id))[0]?.by).toMatchObject({ staffId: 22, standsInFor: { staffId: 21 } });
    await stage.world.requests.followed();
    const message = stage.world.requests.slack.messages.find((one) => one.ts === ts);
    expect(JSON.stringify(message?.message.blocks)).toContain(
      'Responsable commercial (pour Chargée de clientèle)',
    );
  });

  it('decides nothing any more once the other is back', async () => {
    await away(21, 22, '-1 minute');
    const { id, ts, value } = await shown();
    await stage.world.press({ actionId: 'accept-request', value, ts, userId: managerUser });
    expect(await stage.world.stepOf(id)).toBe('pending');
    expect(stage.world.told[0]).toContain('Seules ces personnes décident');
  });

  it('is no second pair of eyes beside the one they stand in for', async () => {
    await away(21, 22, '1 hour');
    stage.world.requests.company.settings = { deciders: ['vente@example.org'], fourEyes: { accept: true } };
    const { id, ts, value } = await shown();
    await stage.world.press({ actionId: 'accept-request', value, ts });
    const proposed = await stage.world.valueOf(id);
    await stage.world.press({ actionId: 'confirm-decision', value: proposed, ts, userId: managerUser });
    expect(await stage.world.stepOf(id)).toBe('pending');
    expect(stage.world.told[0]).toContain('avec le même droit que le vôtre');
  });
});

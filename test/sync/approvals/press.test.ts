import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sealValue } from '#sync/approvals/button-value.ts';
import { messageAt } from '#sync/store/approval-messages.ts';
import { refusal } from '../../kit/account-request-samples.ts';
import { channel } from '../../kit/announced-requests.ts';
import { managerUser, pressingStage } from '../../kit/pressing-stage.ts';
import { type SlackDoorWorld, somebody } from '../../kit/slack-door.ts';

const stage = pressingStage();
const { shown, journalOf } = stage;

describe('a press of somebody who decides', () => {
  it('accepts, says nothing more, and the story tells that it was done in Slack', async () => {
    const { id, ts, value } = await shown();
    expect(await stage.world.press({ actionId: 'accept-request', value, ts })).toEqual({
      status: 200,
      body: '',
    });
    expect(stage.world.told).toEqual([]);
    expect(await stage.world.stepOf(id)).toBe('accepting');
    expect((await journalOf(id))[0]).toMatchObject({
      type: 'acceptance-requested',
      outcome: 'advanced',
      by: { staffId: 21, surface: 'slack', email: 'vente@example.org' },
    });
    await stage.world.requests.followed();
    const message = stage.world.requests.slack.messages.find((one) => one.ts === ts);
    expect(JSON.stringify(message?.message.blocks)).toContain('Chargée de clientèle');
    expect(JSON.stringify(message?.message.blocks)).not.toContain('accept-request');
  });

  it('sends the deal where it was chosen beside the button', async () => {
    stage.world.requests.company.settings = {
      targets: [
        { key: 'one', label: 'Un', pipeline: 'Suspects' },
        { key: 'two', label: 'Deux', pipeline: 'Suspects', stage: 'Doc envoyée' },
      ],
    };
    const { id, ts, value } = await shown();
    const values = { 'decide:1': { target: { selected_option: { value: 'target:two' } } } };
    await stage.world.press({ actionId: 'accept-request', value, ts, more: { state: { values } } });
    const rows = await stage.world.requests.database.pool.query(
      "select state #>> '{decision,target}' as target from instances where id = $1",
      [id],
    );
    expect(rows.rows).toEqual([{ target: 'two' }]);
  });

  it('is one decision, however often the same press arrives', async () => {
    const { id, ts, value } = await shown();
    const press = { actionId: 'accept-request', value, ts, actionTs: '1700000000.1' };
    expect((await stage.world.press(press)).status).toBe(200);
    expect((await stage.world.press(press)).status).toBe(200);
    expect(stage.world.told).toEqual([]);
    const lines = (await journalOf(id)).filter(({ type }) => type === 'acceptance-requested');
    expect(lines).toHaveLength(1);
  });

  it('is one decision of two at the same moment: the other one hears of whom, from where and when', async () => {
    const { id, ts, value } = await shown();
    await Promise.all([
      stage.world.press({ actionId: 'accept-request', value, ts }),
      stage.world.press({ actionId: 'accept-request', value, ts, userId: managerUser }),
    ]);
    expect(stage.world.told).toHaveLength(1);
    expect(stage.world.told[0]).toMatch(/(Chargée de clientèle|Responsable commercial)/);
    expect(stage.world.told[0]).toContain('depuis Slack');
    const lines = (await journalOf(id)).filter(
      ({ outcome, type }) => outcome === 'advanced' && /accept/.test(type),
    );
    expect(lines).toHaveLength(1);
  });

  it('on a picture that is older than a decision elsewhere changes nothing, and says what happened', async () => {
    const { id, ts, value } = await shown();
    await stage.world.requests.tell(id, refusal());
    await stage.world.press({ actionId: 'accept-request', value, ts });
    expect(await stage.world.stepOf(id)).toBe('refusing');
    expect(stage.world.told[0]).toMatch(/^Entre-temps, .* a décidé depuis Pipedrive, le .* : Refusée/);
  });

  it('in the Home shows the Home anew, and tells refusals in a modal', async () => {
    const { id, value } = await shown();
    await stage.world.press({ actionId: 'accept-request', value, inHome: true });
    expect(await stage.world.stepOf(id)).toBe('accepting');
    expect(stage.world.homes).toHaveLength(1);
    await stage.world.press({ actionId: 'refuse-request', value, inHome: true });
    expect(stage.world.told).toEqual([]);
    expect(JSON.stringify(stage.world.modals[0])).toContain(
      'Entre-temps, Chargée de clientèle a décidé depuis Slack',
    );
  });
});

describe('a press that is not right', () => {
  const refusedFor = async (press: Parameters<SlackDoorWorld['press']>[0], id: string) => {
    await stage.world.press(press);
    expect(stage.world.told).toHaveLength(1);
    expect(await stage.world.stepOf(id)).toBe('pending');
    return stage.world.told[0];
  };

  it('with the value of another request changes neither', async () => {
    const [mine, other] = [await shown(), await shown()];
    const told = await refusedFor({ actionId: 'accept-request', value: other.value, ts: mine.ts }, mine.id);
    expect(told).toContain('n’est plus valable');
    expect(await stage.world.stepOf(other.id)).toBe('pending');
  });

  it('with an altered value, one of another key, or none changes nothing', async () => {
    const { id, ts, value } = await shown();
    const forged = sealValue(Buffer.alloc(32, 1), { requestId: id, seen: 'x' });
    for (const wrong of [
      value.replace(/^b1/, 'b2'),
      `${value}x`,
      value.replace(id, randomUUID()),
      forged,
      undefined,
    ]) {
      stage.world.told.length = 0;
      const press = { actionId: 'accept-request', ts, ...(wrong !== undefined && { value: wrong }) };
      expect(await refusedFor(press, id)).toContain('n’est plus valable');
    }
  });

  it('under a message that is none of ours changes nothing', async () => {
    const { id, value } = await shown();
    expect(await messageAt(stage.world.requests.database.db, channel, '9.9')).toBeUndefined();
    await refusedFor({ actionId: 'accept-request', value, ts: '9.9' }, id);
  });

  it.each([
    ['a guest', somebody('U0GUEST', 'vente@example.org', { isGuest: true }), 'invités'],
    ['somebody without a confirmed address', somebody('U0OPEN', null), 'ne confirme pas'],
    ['somebody whom Pipedrive does not know', somebody('U0ELSE', 'autre@example.org'), 'autre@example.org'],
    ['somebody who left in Pipedrive', somebody('U0LEFT', 'ancien@example.org'), 'Aucun utilisateur actif'],
    [
      'somebody whose account is closed',
      somebody('U0GONE', 'vente@example.org', { isDeleted: true }),
      'désactivé',
    ],
    ['an app', somebody('U0BOT', 'vente@example.org', { isBot: true }), 'Une application'],
  ])('of %s says why', async (_who, person, words) => {
    stage.world.people.set(person.id, person);
    const { id, ts, value } = await shown();
    const press = { actionId: 'accept-request', value, ts, userId: person.id };
    expect(await refusedFor(press, id)).toContain(words);
    stage.world.told.length = 0;
    // The second time it is known, and says the same.
    expect(await refusedFor(press, id)).toMatch(/./);
  });

  it('of somebody of another workspace in a shared channel says so, in words', async () => {
    stage.world.people.set('U0FAR', somebody('U0FAR', 'vente@example.org', { teamId: 'T9' }));
    const { id, ts, value } = await shown();
    const press = { actionId: 'accept-request', value, ts, userId: 'U0FAR', teamId: 'T9' };
    expect(await refusedFor(press, id)).toContain('autre espace de travail');
  });

  it('of a colleague without the right names those who have it', async () => {
    stage.world.requests.company.settings = { deciders: ['vente@example.org'] };
    const { id, ts, value } = await shown();
    const press = { actionId: 'accept-request', value, ts, userId: managerUser };
    expect(await refusedFor(press, id)).toContain('Chargée de clientèle');
  });

  it('is answered in the person’s language, with their words escaped', async () => {
    stage.world.people.set('U0EN', somebody('U0EN', 'a&b@example.org', { language: 'en' }));
    const { id, ts, value } = await shown();
    const told = await refusedFor({ actionId: 'accept-request', value, ts, userId: 'U0EN' }, id);
    expect(told).toContain(
      'No active Pipedrive user has the address of your Slack account (a&amp;b@example.org)',
    );
  });
});

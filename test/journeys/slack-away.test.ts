import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DoctorView } from '#core/contract/doctor-view.ts';
import type { SettingsView } from '#core/contract/settings-view.ts';
import { integrationUserId } from '../../services/sandbox/src/pipedrive/seed.ts';
import { slackIds } from '../../services/sandbox/src/slack/seed-slack.ts';
import { inStore, mailsTo, reaches, submitted } from '../kit/flow.ts';
import { actionsOf, messageOf, messagesOf, textsIn, threadOf } from '../kit/slack-world.ts';
import { eventually, startWorld, type World, type WorldOptions } from '../kit/start-world.ts';

let world: World;
afterEach(async () => {
  vi.useRealTimers();
  await world.stop();
});

const enter = async (options: WorldOptions = {}) => {
  world = await startWorld(options);
};
const accept = (requestId: string) => world.command({ type: 'accept-request', requestId });
const marks = () => inStore<{ id: string }>(world, 'select instance_id as id from approval_changes');
/** What an administrator reads. */
async function read<View>(path: string): Promise<View> {
  const { status, body } = await world.call(path, { userId: integrationUserId });
  expect(status).toBe(200);
  return body as View;
}
const doctor = () => read<DoctorView>('/api/doctor');
const slackTrouble = async () =>
  (await doctor()).checks.filter(({ area, state }) => area === 'slack' && state === 'wrong');

/** Until Slack has refused us, and nothing is tried any more. */
async function refusedBySlack(): Promise<void> {
  await eventually(async () => {
    const tried = await inStore<{ attempts: number; held_until: Date | null }>(
      world,
      'select attempts, held_until from approval_changes',
    );
    return (
      tried.some(({ attempts }) => attempts > 0) && tried.every(({ held_until: until }) => until === null)
    );
  }, 60_000);
}

/** A minute later, when what failed is tried once. */
async function afterTheProbe(): Promise<void> {
  vi.setSystemTime(Date.now() + 61_000);
  // The store keeps its own time: there, too, one mark is due.
  await inStore(
    world,
    `update approval_changes set due_at = now()
      where instance_id = (select instance_id from approval_changes order by due_at limit 1)`,
  );
}

/** Each of these requests has one message, that shows it as it is. */
async function isCaughtUp(ids: Record<'pending' | 'accepted' | 'refused', string[]>): Promise<void> {
  await eventually(async () => (await marks()).length === 0);
  const all = Object.values(ids).flat();
  const posted = messagesOf(world).map(({ metadata }) => String(metadata?.event_payload.request_id));
  expect(posted.toSorted()).toEqual(all.toSorted());
  const words = { pending: 'À décider', accepted: 'Acceptée', refused: 'Refusée' };
  for (const [step, stepIds] of Object.entries(ids))
    for (const id of stepIds) {
      const message = await messageOf(world, id);
      expect(textsIn(message)).toContain(words[step as keyof typeof words]);
      expect(actionsOf(message).includes('accept-request')).toBe(step === 'pending');
      const decisions = threadOf(world, message).map(({ text }) => text);
      expect(decisions.join('\n').match(/Demande (acceptée|refusée)/g) ?? []).toHaveLength(
        step === 'pending' ? 0 : 1,
      );
    }
}

describe('when Slack does not let us in', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], shouldAdvanceTime: true });
  });

  it('a revoked token: requests go on, the doctor says who mends what, and all is caught up after', async () => {
    await enter({ slack: true });
    const shown = await submitted(world);
    await messageOf(world, shown.request.id);
    const [installation] = world.sandbox.slack.memory.installations;
    if (installation) installation.trouble = 'token_revoked';
    const unseen = await submitted(world);
    const refused = await submitted(world);
    const open = await submitted(world);
    await accept(shown.request.id);
    await accept(unseen.request.id);
    await world.command({ type: 'refuse-request', requestId: refused.request.id, reason: 'individual' });
    await reaches(world, shown.request.id, 'accepted');
    await reaches(world, unseen.request.id, 'accepted');
    await reaches(world, refused.request.id, 'refused');
    expect(mailsTo(world, unseen.email)).toHaveLength(1);
    expect(messagesOf(world)).toHaveLength(1);
    const [trouble] = await slackTrouble();
    expect(trouble).toMatchObject({ who: 'operator', fix: expect.stringContaining('SLACK_BOT_TOKEN') });
    await refusedBySlack();
    if (installation) installation.trouble = null;
    await afterTheProbe();
    await isCaughtUp({
      pending: [open.request.id],
      accepted: [shown.request.id, unseen.request.id],
      refused: [refused.request.id],
    });
    expect(await slackTrouble()).toEqual([]);
  }, 60_000);

  it('a channel without us: the doctor says so, and all is caught up once we are invited', async () => {
    await enter({ slack: true, environment: { SLACK_CHANNEL: slackIds.general } });
    const sent = await submitted(world);
    const open = await submitted(world);
    await accept(sent.request.id);
    await reaches(world, sent.request.id, 'accepted');
    expect(messagesOf(world)).toEqual([]);
    const [trouble] = await slackTrouble();
    expect(trouble).toMatchObject({
      who: 'admin',
      detail: expect.stringContaining('#general'),
      fix: expect.stringContaining('/invite'),
    });
    await refusedBySlack();
    const general = world.sandbox.slack.memory.channels.find(({ id }) => id === slackIds.general);
    general?.members.push(slackIds.botUser);
    await afterTheProbe();
    await isCaughtUp({ pending: [open.request.id], accepted: [sent.request.id], refused: [] });
  }, 60_000);
});

it('a wrong token from the start: the service serves, and all is caught up with the right one', async () => {
  await enter({ slack: true, environment: { SLACK_BOT_TOKEN: 'xoxb-wrong' } });
  const sent = await submitted(world);
  const open = await submitted(world);
  await accept(sent.request.id);
  await reaches(world, sent.request.id, 'accepted');
  expect(await slackTrouble()).toMatchObject([{ fix: expect.stringContaining('SLACK_BOT_TOKEN') }]);
  const { SLACK_BOT_TOKEN: token = '' } = world.sandbox.environment;
  await world.addNode({ SLACK_BOT_TOKEN: token });
  await eventually(() => messagesOf(world).length === 2);
  await isCaughtUp({ pending: [open.request.id], accepted: [sent.request.id], refused: [] });
}, 60_000);

it('the app removed in Slack: the service hears it and serves on', async () => {
  await enter({ slack: true });
  const shown = await submitted(world);
  await messageOf(world, shown.request.id);
  const told = await world.sandbox.slack.acts.uninstall({ teamId: slackIds.team });
  expect(told.map(({ exchange }) => exchange.status)).toEqual(told.map(() => 200));
  expect(told.length).toBeGreaterThan(0);
  await accept(shown.request.id);
  await reaches(world, shown.request.id, 'accepted');
  const [trouble] = await slackTrouble();
  expect(trouble?.fix).toContain('SLACK_BOT_TOKEN');
});

describe('without Slack’s variables', () => {
  beforeEach(() => enter());

  it('there is no door for it', async () => {
    const [node] = world.nodes;
    const events = await fetch(`${node?.url}/slack/events`, { method: 'POST', body: 'payload={}' });
    expect(events.status).toBe(404);
    const start = await fetch(`${node?.url}/oauth/slack/start`, { redirect: 'manual' });
    expect(start.status).toBe(404);
  });

  it('nothing speaks of it', async () => {
    const { request, dealId } = await submitted(world);
    await accept(request.id);
    await reaches(world, request.id, 'accepted');
    const { slack, ...settings } = await read<SettingsView>('/api/settings');
    expect(slack).toBeNull();
    const told = [settings.catalogue, await doctor(), await world.list(), await world.panel(dealId)];
    for (const view of [...told, await world.request(request.id)])
      expect(JSON.stringify(view)).not.toMatch(/slack/i);
    expect(await marks()).toEqual([]);
    expect(world.sandbox.calls.list('slack')).toEqual([]);
  });
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import { reaches, submitted } from '../kit/flow.ts';
import { type SpareSlack, sendInteraction, spareSecret, startSpareSlack } from '../kit/spare-slack.ts';
import { eventually, startWorld, type World } from '../kit/start-world.ts';

interface Button {
  action_id: string;
  value: string;
  style?: string;
}

const channel = 'C0123456789';
let slack: SpareSlack;
let world: World;
beforeAll(async () => {
  slack = await startSpareSlack('vente@example.org');
  world = await startWorld({
    environment: {
      SLACK_API_URL: slack.apiUrl,
      SLACK_BOT_TOKEN: 'xoxb-spare',
      SLACK_SIGNING_SECRET: spareSecret,
      SLACK_CHANNEL: channel,
    },
  });
});
afterAll(async () => {
  await world.stop();
  slack.stop();
});

/** The message of a request, once it is posted. */
function messageOf(requestId: string) {
  return eventually(() =>
    slack.calls.find(
      ({ method, body }) => method === 'chat.postMessage' && body.metadata?.includes(requestId),
    ),
  );
}

function press({ action_id, value }: Button, ts: string) {
  const now = String(Date.now() / 1000);
  return sendInteraction(world.nodes[0]?.url ?? '', {
    type: 'block_actions',
    user: { id: 'U1' },
    team: { id: 'T1' },
    api_app_id: 'A1',
    trigger_id: `1.${now}`,
    container: { type: 'message', message_ts: ts, channel_id: channel },
    channel: { id: channel },
    message: { ts },
    actions: [{ type: 'button', action_id, value, action_ts: now }],
  });
}

it('is enough: whatever server speaks as Slack does, with the least of its answers', async () => {
  const { request, email } = await submitted(world);
  const { body } = await messageOf(request.id);
  expect(body.text).toContain(email);
  expect(JSON.parse(body.metadata ?? '')).toEqual({
    event_type: 'account_request',
    event_payload: { request_id: request.id },
  });
  const blocks = JSON.parse(body.blocks ?? '[]') as { type: string; elements?: Button[] }[];
  const buttons = blocks.find(({ type }) => type === 'actions')?.elements ?? [];
  const accept = buttons.find(({ style }) => style === 'primary');
  const refuse = buttons.find(({ style }) => style === 'danger');
  if (!accept || !refuse) throw new Error('Both buttons are there.');

  const ts = '1700000000.000001';
  expect((await press(refuse, ts)).status).toBe(200);
  const modal = await eventually(() => slack.calls.find(({ method }) => method === 'views.open'));
  expect(JSON.parse(modal.body.view ?? '{}')).toMatchObject({ type: 'modal', callback_id: 'refuse' });

  expect((await press(accept, ts)).status).toBe(200);
  await reaches(world, request.id, 'accepted');
  expect(await world.request(request.id)).toMatchObject({ decidedFrom: 'slack' });
  await eventually(() =>
    slack.calls.find(({ method, body }) => method === 'chat.update' && body.text?.includes('Acceptée')),
  );
});

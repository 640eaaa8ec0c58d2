import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RequestDetails } from '#core/contract/request-view.ts';
import type { Message } from '../../services/sandbox/src/slack/records.ts';
import { slackIds } from '../../services/sandbox/src/slack/seed-slack.ts';
import { mailsTo, quiet, submitted } from '../kit/flow.ts';
import { openedHome } from '../kit/slack-visits.ts';
import {
  actionsOf,
  messageOf,
  messagesOf,
  openedBy,
  placeOf,
  storyOf,
  textsIn,
  toldTo,
} from '../kit/slack-world.ts';
import { eventually, startWorld, type World } from '../kit/start-world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ slack: true });
  // Whoever presses is known already.
  await openedHome(world, slackIds.manager);
  // What is done once after a start is through: from here on answers have their usual time.
  await quiet(world);
});
afterAll(() => world.stop());

const inSlack = 'Responsable commercial';
const inPanel = 'Chargée de clientèle';

/** The manager presses in Slack; says when everything they are told because of it is there. */
async function pressed(message: Message, actionId: string) {
  const before = toldTo(world, slackIds.manager).length;
  const startedAt = performance.now();
  const { warning } = await world.sandbox.slack.acts.press({
    user: slackIds.manager,
    place: placeOf(message),
    actionId,
  });
  expect(warning).toBe(false);
  return async () => {
    const said = await eventually(() => toldTo(world, slackIds.manager).at(before), 2_000);
    return { text: textsIn(said), afterMs: performance.now() - startedAt };
  };
}

/** The decisions of a request that counted. */
const decided = ({ journal }: RequestDetails) =>
  journal.filter(({ text, outcome }) => outcome === 'advanced' && /^Demande (acceptée|refusée)/.test(text));

/** The request once its decision is carried out. */
const decidedAtLast = (requestId: string) =>
  eventually(async () => {
    const now = await world.request(requestId);
    return (now.step === 'accepted' || now.step === 'refused') && now;
  }, 60_000);

describe('Slack and the panel press at the same moment', () => {
  it.each([
    ['accept-request', 'accept-request', 'slack first'],
    ['accept-request', 'accept-request', 'panel first'],
    ['accept-request', 'refuse-request', 'slack first'],
    ['accept-request', 'refuse-request', 'panel first'],
  ])('%s in Slack, %s in the panel, %s: one wins, the other hears by whom', async (there, here, order) => {
    const { request, email } = await submitted(world);
    const requestId = request.id;
    const message = await messageOf(world, requestId);
    const reason = here === 'refuse-request' ? { reason: 'individual' } : {};
    const panel = () => world.command({ type: here, requestId, ...reason }, { userId: 21 });
    const slack = () => pressed(message, there);
    const startedAt = performance.now();
    const ahead = order === 'slack first' ? await slack() : null;
    const [answer, told] = await Promise.all([panel(), ahead ?? slack()]);
    const answeredMs = performance.now() - startedAt;

    const view = await decidedAtLast(requestId);
    const isPanels = view.decidedBy === inPanel;
    expect(view).toMatchObject({
      step: isPanels && here === 'refuse-request' ? 'refused' : 'accepted',
      decidedBy: isPanels ? inPanel : inSlack,
      decidedFrom: isPanels ? 'pipedrive' : 'slack',
    });
    expect(decided(view)).toHaveLength(1);
    if (isPanels) {
      expect(answer).toMatchObject({ outcome: 'advanced' });
      const { text, afterMs } = await told();
      expect(text).toContain(inPanel);
      expect(afterMs).toBeLessThan(1_000);
    } else {
      expect(answer.outcome).not.toBe('advanced');
      expect(answer.reason).toContain(inSlack);
      expect(answeredMs).toBeLessThan(1_000);
    }
    expect(mailsTo(world, email)).toHaveLength(1);
    const winner = isPanels ? `${inPanel} depuis Pipedrive` : `${inSlack} depuis Slack`;
    await messageOf(
      world,
      requestId,
      (each) => textsIn(each).includes(winner) && !actionsOf(each).includes('accept-request'),
    );
    expect(messagesOf(world, requestId)).toHaveLength(1);
    const lines = await eventually(() => {
      const replies = storyOf(world, message).join('\n');
      return replies.includes(isPanels ? inPanel : inSlack) && replies;
    }, 60_000);
    expect(lines).not.toContain(isPanels ? inSlack : inPanel);
  });

  it('two people press two buttons of the message', async () => {
    const { request } = await submitted(world);
    const message = await messageOf(world, request.id);
    const view = await openedBy(world, request.id, 'refuse-request', slackIds.manager);
    const filled = { 'refusal-reason': { 'refusal-reason': 'individual' } };
    const accept = { user: slackIds.sales, place: placeOf(message), actionId: 'accept-request' };
    const before = toldTo(world, slackIds.sales).length;
    const [, submission] = await Promise.all([
      world.sandbox.slack.acts.press(accept),
      world.sandbox.slack.acts.submitView({ user: slackIds.manager, viewId: view.id, filled }),
    ]);
    const end = await decidedAtLast(request.id);
    expect(decided(end)).toHaveLength(1);
    if (end.decidedBy === inPanel) {
      expect(textsIn(submission.view ?? { blocks: [] })).toContain(inPanel);
    } else {
      expect(submission.view).toBeNull();
      const said = await eventually(() => toldTo(world, slackIds.sales).at(before));
      expect(textsIn(said)).toContain(inSlack);
    }
  });
});

it('the panel on one node, Slack on another: one wins, and both say so', async () => {
  const second = await world.addNode();
  const { request, email } = await submitted(world);
  const message = await messageOf(world, request.id);
  const press = { user: slackIds.manager, place: placeOf(message), actionId: 'accept-request' };
  const refusal = { type: 'refuse-request', requestId: request.id, reason: 'individual' };
  const [{ warning }, answer] = await Promise.all([
    world.sandbox.slack.acts.press({ ...press, to: second.url }),
    world.command(refusal, { userId: 21, node: 0 }),
  ]);
  expect(warning).toBe(false);
  const end = await decidedAtLast(request.id);
  expect(decided(end)).toHaveLength(1);
  expect(answer.outcome === 'advanced').toBe(end.step === 'refused');
  const winner = end.step === 'refused' ? `${inPanel} depuis Pipedrive` : `${inSlack} depuis Slack`;
  await messageOf(world, request.id, (each) => textsIn(each).includes(winner));
  await eventually(() => storyOf(world, message).some((line) => line.includes('Demande')));
  expect(storyOf(world, message).filter((line) => /Demande (acceptée|refusée)/.test(line))).toHaveLength(1);
  expect(messagesOf(world, request.id)).toHaveLength(1);
  expect(mailsTo(world, email)).toHaveLength(1);
});

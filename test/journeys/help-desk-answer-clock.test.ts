import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventTypes } from '#sync/connectors/slack/messages/ids.ts';
import { slackIds } from '../../services/sandbox/src/slack/seed-slack.ts';
import { inStore, reaches, submitted } from '../kit/flow.ts';
import { openSidebar } from '../kit/helpscout-sidebar.ts';
import { deskIds, mailArrives, threadsIn } from '../kit/helpscout-world.ts';
import { textsIn } from '../kit/slack-world.ts';
import { eventually, startWorld, type World } from '../kit/start-world.ts';

/** Somebody is warned one hour after a question, whatever day it is. */
const settings = {
  workingDays: [1, 2, 3, 4, 5, 6, 7],
  owners: { rule: 'fixed', fixed: 'responsable@example.org' },
  helpscout: { answerWithinHours: 2, warnBeforeHours: 1 },
};
const [minuteMs, secondMs] = [60_000, 1_000];

/** Whom each warning about a conversation called, oldest first. */
type Warned = (world: World, asked: Asked) => string[];
interface Asked {
  conversationId: number;
  subject: string;
}

const inSlack: Warned = ({ sandbox }, { conversationId }) =>
  sandbox.slack.memory.messages
    .filter(({ metadata }) => metadata?.event_type === eventTypes.answerDue)
    .filter(({ metadata }) => metadata?.event_payload.conversation_id === String(conversationId))
    .map((message) => `${message.channel} ${/<@\w+>/.exec(textsIn(message))?.[0]}`);
const byMail: Warned = ({ sandbox }, { subject }) =>
  sandbox.mailbox.mails
    .filter((mail) => mail.subject.startsWith('Réponse attendue') && mail.subject.endsWith(subject))
    .flatMap(({ to }) => to);

const ways = [
  {
    way: 'with Slack, in its channel',
    slack: true,
    warned: inSlack,
    elsewhere: byMail,
    trainee: `${slackIds.approvals} <@${slackIds.trainee}>`,
    manager: `${slackIds.approvals} <@${slackIds.manager}>`,
    sales: `${slackIds.approvals} <@${slackIds.sales}>`,
  },
  {
    way: 'without Slack, by mail',
    slack: false,
    warned: byMail,
    elsewhere: inSlack,
    trainee: 'stagiaire@example.org',
    manager: 'responsable@example.org',
    sales: 'vente@example.org',
  },
];

describe.each(ways)(
  '$way, a question that waits',
  ({ slack, warned, elsewhere, trainee, manager, sales }) => {
    let world: World;
    beforeAll(async () => {
      world = await startWorld({ helpscout: true, slack, settings });
    });
    afterAll(() => world.stop());

    let count = 0;
    /** A question of some time ago, which nobody has read yet. */
    function asked(agoMs: number, from = `attente-${count}@commune.example.org`): Asked {
      count += 1;
      const subject = `Compte admin, question ${count}`;
      const { conversationId, threadId } = mailArrives(world, { from, subject });
      const thread = threadsIn(world, conversationId).find(({ id }) => id === threadId);
      if (!thread) throw new Error('The mail is not there.');
      thread.createdAt = new Date(Date.now() - agoMs).toISOString();
      return { conversationId, subject };
    }
    const longAgo = () => asked(61 * minuteMs);
    /** There is time to read it before somebody is warned. */
    const soonDue = (from?: string) => asked(60 * minuteMs - 8 * secondMs, from);
    const hearsOf = (question: Asked) => eventually(() => warned(world, question)[0], 30_000);

    it('calls the agent it is assigned to, once, also when the customer writes again', async () => {
      const question = longAgo();
      const { conversationId } = question;
      world.sandbox.helpscout.acts.assign({ conversationId, assigneeId: deskIds.trainee });
      expect(await hearsOf(question)).toBe(trainee);
      world.sandbox.helpscout.acts.customerReplies({ conversationId, html: '<p>Alors ?</p>' });
      await eventually(async () => (await entriesRead(world, conversationId)) === 2, 20_000);
      await hearsOf(longAgo());
      expect(warned(world, question)).toEqual([trainee]);
      expect(elsewhere(world, question)).toEqual([]);
    }, 90_000);

    it('calls the owner of the deal where it is nobody’s, and the first decider where there is no deal', async () => {
      const { email, request } = await submitted(world);
      await world.command({ type: 'accept-request', requestId: request.id });
      await reaches(world, request.id, 'accepted', 15_000);
      const ofCustomer = soonDue(email);
      const ofStranger = soonDue();
      const sidebar = await openSidebar(world, ofCustomer.conversationId);
      await sidebar.until((view) => view.matches[0]?.isLinked);
      expect(await hearsOf(ofCustomer)).toBe(manager);
      expect(await hearsOf(ofStranger)).toBe(sales);
      expect([ofCustomer, ofStranger].map((question) => warned(world, question).length)).toEqual([1, 1]);
    }, 90_000);

    it('is nobody’s trouble any more once it is answered', async () => {
      const answered = soonDue();
      const unanswered = soonDue();
      const { conversationId } = answered;
      world.sandbox.helpscout.acts.agentReplies({ conversationId, html: '<p>Bonjour, voici.</p>' });
      const sidebar = await openSidebar(world, conversationId);
      await sidebar.until((view) => view.answer.tookMinutes !== null);
      expect(warned(world, unanswered)).toEqual([]);
      await hearsOf(unanswered);
      await hearsOf(longAgo());
      expect(warned(world, answered)).toEqual([]);
      expect(elsewhere(world, answered)).toEqual([]);
    }, 90_000);
  },
);

/** How many entries of a conversation the service knows. */
async function entriesRead(world: World, conversationId: number): Promise<number | undefined> {
  const [row] = await inStore<{ count: number }>(
    world,
    `select jsonb_array_length(state #> '{facts,threads}') as count from instances
     where process = 'conversation' and (state ->> 'conversationId')::int = $1`,
    [conversationId],
  );
  return row?.count;
}

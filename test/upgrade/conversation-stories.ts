import { inStore, submitted } from '../kit/flow.ts';
import { conversationOf, mailArrives } from '../kit/helpscout-world.ts';
import { eventually, type World } from '../kit/start-world.ts';
import { badDay } from '../kit/vendor-trouble.ts';
import type { Telling, Told } from './telling.ts';

/** Conversations of the help desk in each step but the first. */
export function conversationStories(world: World): Telling[] {
  const { acts } = world.sandbox.helpscout;
  const after = async (act: (conversationId: number) => void, step: string) => {
    const told = await written(world);
    if (step !== 'waiting') act(told.conversationId);
    return { ...told, id: await conversationIn(world, told.conversationId, step) };
  };
  const reply = (conversationId: number) => {
    acts.agentReplies({ conversationId, html: '<p>Bonjour, voici le formulaire.</p>' });
  };
  return [
    ['conversation-waiting', after(() => undefined, 'waiting')],
    ['conversation-answered', after(reply, 'answered')],
    [
      'conversation-closed',
      after((conversationId) => acts.setStatus({ conversationId, status: 'closed' }), 'closed'),
    ],
    ['conversation-gone', after((conversationId) => acts.deleteConversation({ conversationId }), 'gone')],
    ['pending-written', writtenAbout(world)],
  ];
}

let mails = 0;

async function written(world: World) {
  mails += 1;
  const email = `ecrit-${mails}@mairie-ecrit-${mails}.example.org`;
  const { conversationId } = mailArrives(world, { from: email });
  await eventually(() => conversationOf(world, conversationId).tags.includes('compte-admin'), 60_000);
  return { email, conversationId };
}

/** A request whose requester wrote to the help desk before: their conversation is linked to it. */
async function writtenAbout(world: World): Promise<Told> {
  const { email, conversationId } = await written(world);
  const sent = await submitted(world, { email });
  await eventually(async () => (await world.request(sent.request.id)).conversations.length === 1, 60_000);
  return { id: sent.request.id, email, dealId: sent.dealId, personId: sent.personId, conversationId };
}

async function conversationIn(world: World, conversationId: number, step: string): Promise<string> {
  const { id } = await eventually(async () => {
    const [found] = await inStore<{ id: string }>(
      world,
      `select id from instances where process = 'conversation' and step = $2 and state ->> 'conversationId' = $1`,
      [String(conversationId), step],
    );
    return found;
  }, 60_000);
  return id;
}

/** Help Scout is away from the moment the mail arrives. */
export async function unread(world: World): Promise<Told> {
  badDay(world, { vendor: 'helpscout', kind: '500' });
  const email = 'pas-lu@mairie-pas-lue.example.org';
  const { conversationId } = mailArrives(world, { from: email });
  return { email, conversationId, id: await conversationIn(world, conversationId, 'unread') };
}

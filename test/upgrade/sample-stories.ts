import { ConversionStep } from '#core/model/conversion.ts';
import { updateDeal, updatePerson } from '../../services/sandbox/src/pipedrive/acts.ts';
import { conversionOf, enteredByHand } from '../kit/client-story.ts';
import { entered, inStore, reaches, type Submitted, submitted } from '../kit/flow.ts';
import { conversationOf, mailArrives } from '../kit/helpscout-world.ts';
import { filledIn, sendForm } from '../kit/public-form.ts';
import { eventually, type World } from '../kit/start-world.ts';
import { badDay, troubled } from '../kit/vendor-trouble.ts';

/** Whom a story of the sample is about, to find them again. */
export interface Told {
  /** The instance. */
  id: string;
  email: string;
  dealId?: number;
  personId?: number;
  conversationId?: number;
}

type Stories = Record<string, Told>;
/** What a story is called, and the telling of it. */
type Telling = [string, Promise<Told>];

/** What a colleague asks for, one after the other, once a client has an account. */
const wayWithAccount = [
  { leadsTo: 'collecting', asks: [{ type: 'welcome-client', how: 'call' }] },
  {
    leadsTo: 'validated',
    asks: [{ type: 'add-use-case', title: 'Permis de construire' }, { type: 'validate-use-cases' }],
  },
  { leadsTo: 'testing', asks: [{ type: 'choose-path', path: 'autonomous' }] },
  { leadsTo: 'planned', asks: [{ type: 'record-tests' }, { type: 'plan-go-live', day: '2030-01-07' }] },
  { leadsTo: 'live', asks: [{ type: 'record-go-live' }] },
] as const;

/** What a colleague asks for of clients without an account. */
const wayWithout: Partial<Record<ConversionStep, object>> = {
  contacted: { type: 'record-contact', channel: 'call' },
  presented: { type: 'record-presentation' },
  documented: { type: 'send-documentation' },
};

/** Brings instances into every step of the processes a release knows, while all vendors are well. */
export async function tellStories(world: World, processes: readonly string[]): Promise<Stories> {
  const told: Stories = {};
  const tell = async (label: string, story: Promise<Told>) => {
    told[label] = await story;
  };
  const stories: Telling[] = [...requestStories(world), ['entered', enteredByForm(world)]];
  if (processes.includes('conversation')) stories.push(...conversationStories(world));
  if (processes.includes('customer-conversion'))
    stories.push(...ConversionStep.options.map((step): Telling => [`client-${step}`, clientIn(world, step)]));
  await Promise.all(stories.map(([label, story]) => tell(label, story)));
  return told;
}

/** What is under way, waits or gave up in the instant the release ends; the vendors stay as bad as this leaves them. */
export async function tellTrouble(world: World, processes: readonly string[]): Promise<Stories> {
  const one = () => submitted(world);
  const [lost, mailed, refusing, tried, held, heldRefusal, waiting] = await Promise.all([
    one(),
    one(),
    one(),
    one(),
    one(),
    one(),
    one(),
  ]);

  const directoryRefuses = badDay(world, { vendor: 'accounts', kind: '400' });
  await decide(world, lost, 'accept-request');
  await troubled(world, lost.request.id, 'dead-letter', 60_000);
  directoryRefuses();
  const mailRefuses = badDay(world, { vendor: 'mail', kind: '400' });
  await decide(world, mailed, 'accept-request');
  await decide(world, refusing, 'refuse-request');
  for (const { request } of [mailed, refusing]) await troubled(world, request.id, 'dead-letter', 60_000);
  mailRefuses();
  badDay(world, { vendor: 'accounts', kind: '500' });
  await decide(world, tried, 'accept-request');
  await troubled(world, tried.request.id, 'retrying', 60_000);

  await decide(world, held, 'accept-request');
  await decide(world, heldRefusal, 'refuse-request');
  const told: Stories = {
    'accepting-lost': personOf(lost),
    'accepting-unmailed': personOf(mailed),
    'refusing-unmailed': personOf(refusing),
    'accepting-tried': personOf(tried),
    'accepting-held': personOf(held),
    'refusing-held': personOf(heldRefusal),
    'pending-too': personOf(waiting),
  };
  if (processes.includes('conversation')) told['conversation-unread'] = await unread(world);
  badDay(world, { vendor: 'pipedrive', kind: '500', match: { method: 'POST', pathPrefix: '/api/v2' } });
  told.entering = await onItsWay(world, 'entering');
  badDay(world, { vendor: 'pipedrive', kind: '500' });
  told.received = await onItsWay(world, 'received');
  return told;
}

function decide(world: World, { request }: Submitted, type: 'accept-request' | 'refuse-request') {
  const reason = type === 'refuse-request' && { reason: 'individual' };
  return world.command({ type, requestId: request.id, ...reason });
}

function personOf({ request, email, dealId, personId }: Submitted): Told {
  return { id: request.id, email, dealId, personId };
}

function requestStories(world: World): Telling[] {
  const asked = { type: 'ask-for-evidence', document: 'Statuts de l’association' };
  const decided = async (command: object, step: 'accepted' | 'refused' | 'awaiting-evidence') => {
    const sent = await submitted(world);
    await world.command({ type: '', ...command, requestId: sent.request.id });
    await ended(world, (await reaches(world, sent.request.id, step, 60_000)).id);
    return personOf(sent);
  };
  const refusal = { type: 'refuse-request', reason: 'individual' };
  return [
    ['incomplete', withoutAddress(world)],
    ['pending', submitted(world).then(personOf)],
    ['awaiting-evidence', decided(asked, 'awaiting-evidence')],
    ['awaiting-in-vain', decided(asked, 'awaiting-evidence')],
    ['accepted', decided({ type: 'accept-request' }, 'accepted')],
    ['refused', decided(refusal, 'refused')],
    ['refused-for-good', decided(refusal, 'refused')],
    ['withdrawn', withdrawn(world)],
  ];
}

async function withoutAddress(world: World): Promise<Told> {
  const sent = entered(world, { email: '', name: 'Personne sans adresse' });
  const { id } = await world.requestOf(sent.dealId);
  await reaches(world, id, 'incomplete');
  return { id, email: '', ...sent };
}

/** A colleague takes the person on by hand. */
async function withdrawn(world: World): Promise<Told> {
  const sent = await submitted(world);
  updatePerson(world.sandbox.standIn, 21, sent.personId, { owner_id: 21 });
  await reaches(world, sent.request.id, 'withdrawn');
  return personOf(sent);
}

async function enteredByForm(world: World): Promise<Told> {
  const { email = '' } = await sentBy(world);
  return { email, id: await submissionIn(world, email, 'entered') };
}

async function onItsWay(world: World, step: 'received' | 'entering'): Promise<Told> {
  const { email = '' } = await sentBy(world);
  return { email, id: await submissionIn(world, email, step) };
}

async function sentBy(world: World) {
  const fields = await filledIn(world);
  const { status } = await sendForm(world, fields);
  if (status !== 303) throw new Error(`The form answered ${status}.`);
  return fields;
}

async function submissionIn(world: World, email: string, step: string): Promise<string> {
  const { id } = await eventually(async () => {
    const [found] = await inStore<{ id: string }>(
      world,
      `select id from instances as i where process = 'submission' and step = $2 and state::text like '%' || $1 || '%'
        and (step = 'entered' or exists (select 1 from effects where instance_id = i.id and state = 'retrying'))`,
      [email, step],
    );
    return found;
  }, 60_000);
  return id;
}

/** Waits until nothing of an instance is under way. */
function ended(world: World, id: string): Promise<unknown> {
  return eventually(async () => {
    const left = await inStore(
      world,
      'select 1 from effects where instance_id = $1 and finished_at is null',
      [id],
    );
    return left.length === 0;
  }, 60_000);
}

function conversationStories(world: World): Telling[] {
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
  return { ...personOf(sent), conversationId };
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
async function unread(world: World): Promise<Told> {
  badDay(world, { vendor: 'helpscout', kind: '500' });
  const email = 'pas-lu@mairie-pas-lue.example.org';
  const { conversationId } = mailArrives(world, { from: email });
  return { email, conversationId, id: await conversationIn(world, conversationId, 'unread') };
}

/** A client who is followed, in a step of their way. */
async function clientIn(world: World, step: ConversionStep): Promise<Told> {
  const client = enteredByHand(world, { mailbox: step });
  const id = await conversionOf(world, client.dealId, 60_000);
  const ask = async (asked: object) => {
    const answer = await world.command({ type: '', ...asked, conversionId: id });
    if (answer.outcome !== 'advanced')
      throw new Error(`${JSON.stringify(asked)} was ${answer.outcome}: ${answer.reason}`);
  };
  const alone = wayWithout[step];
  const wanted = wayWithAccount.findIndex(({ leadsTo }) => leadsTo === step);
  if (alone) await ask(alone);
  else if (step === 'ended') updateDeal(world.sandbox.standIn, 21, client.dealId, { status: 'lost' });
  else if (step !== 'identified') {
    await accountOf(world, client.email);
    await inStep(world, id, 'account-created');
  }
  for (const { asks } of wayWithAccount.slice(0, wanted + 1)) for (const asked of asks) await ask(asked);
  await inStep(world, id, step);
  await ended(world, id);
  return { ...client, id };
}

async function accountOf(world: World, email: string): Promise<void> {
  const sent = await submitted(world, { email });
  await decide(world, sent, 'accept-request');
}

function inStep(world: World, id: string, step: string): Promise<unknown> {
  return eventually(async () => {
    const found = await inStore(world, 'select 1 from instances where id = $1 and step = $2', [id, step]);
    return found.length === 1;
  }, 60_000);
}

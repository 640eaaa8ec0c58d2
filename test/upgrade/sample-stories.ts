import { updatePerson } from '../../services/sandbox/src/pipedrive/acts.ts';
import { entered, inStore, reaches, type Submitted, submitted } from '../kit/flow.ts';
import { filledIn, sendForm } from '../kit/public-form.ts';
import { eventually, type World } from '../kit/start-world.ts';
import { badDay, troubled } from '../kit/vendor-trouble.ts';
import { clientStories } from './client-stories.ts';
import { conversationStories, unread } from './conversation-stories.ts';
import { ended, type Stories, type Telling, type Told } from './telling.ts';

/** Brings instances into every step of the processes a release knows, while all vendors are well. */
export async function tellStories(world: World, processes: readonly string[]): Promise<Stories> {
  const told: Stories = {};
  const tell = async (label: string, story: Promise<Told>) => {
    told[label] = await story;
  };
  const stories: Telling[] = [...requestStories(world), ['entered', enteredByForm(world)]];
  if (processes.includes('conversation')) stories.push(...conversationStories(world));
  if (processes.includes('customer-conversion')) stories.push(...clientStories(world));
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

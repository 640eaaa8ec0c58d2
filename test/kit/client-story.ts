import { expect } from 'vitest';
import type { ConversionDetails, PromiseView } from '#core/contract/conversion-view.ts';
import { createDeal, createPerson } from '../../services/sandbox/src/pipedrive/acts.ts';
import { dealIn, inStore, mailsTo } from './flow.ts';
import { detailsOf } from './followed-deals.ts';
import { eventually, type World } from './start-world.ts';

const sales = 21;
/** Pipeline "Suspects", stage "Potentiels identifiés" of the sandbox. */
const suspects = { pipeline_id: 2, stage_id: 3 };

/** Mails leave at any hour, on any day: a test does not wait for Monday. */
export const anyHour = { sendFrom: '00:00', sendUntil: '23:59' };
export const everyDay = [1, 2, 3, 4, 5, 6, 7];

let made = 0;

/** A client whom a colleague enters by hand in Pipedrive. */
export function enteredByHand(
  { sandbox }: Pick<World, 'sandbox'>,
  { mailbox = 'accueil', title }: { mailbox?: string; title?: string } = {},
) {
  made += 1;
  const email = `${mailbox}@client-${made}-${Date.now()}.example.org`;
  const person = createPerson(sandbox.standIn, sales, { name: 'Sacha Exemple', emails: [{ value: email }] });
  const deal = createDeal(sandbox.standIn, sales, {
    ...{ title: title ?? `Mairie ${made}`, person_id: person.id, ...suspects },
  });
  return { email, personId: person.id, dealId: deal.id };
}

/** The conversion that follows a deal, once there is one. */
export async function conversionOf(
  world: Pick<World, 'databaseUrl'>,
  dealId: number,
  withinMs?: number,
): Promise<string> {
  const { id } = await eventually(async () => {
    const [found] = await inStore<{ id: string }>(
      world,
      `select id from instances where process = 'customer-conversion' and state ->> 'dealId' = $1`,
      [String(dealId)],
    );
    return found;
  }, withinMs);
  return id;
}

/** A client entered by hand, and the conversion that follows their deal. */
export async function followedClient(world: World, options: { mailbox?: string; title?: string } = {}) {
  const client = enteredByHand(world, options);
  return { ...client, conversionId: await conversionOf(world, client.dealId) };
}

/** What colleagues see of a conversion once it is as `wanted`. */
export function seen(
  world: World,
  conversionId: string,
  wanted: (details: ConversionDetails) => boolean,
  withinMs = 20_000,
): Promise<ConversionDetails> {
  return eventually(async () => {
    const details = await detailsOf(world, conversionId);
    return wanted(details) && details;
  }, withinMs);
}

/** The newest mail to an address whose subject has these words, as one line of text. */
export async function received(world: World, address: string, subject: string, withinMs = 20_000) {
  const mail = await eventually(
    () => mailsTo(world, address).findLast((each) => plain(each.subject).includes(subject)),
    withinMs,
  );
  return { ...mail, subject: plain(mail.subject), text: plain(mail.text) };
}

/** Spaces of every kind are one. */
export function plain(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}

/** The name of the stage a deal stands in. */
export function stageNameOf(world: World, dealId: number): string | undefined {
  const { stages } = world.sandbox.pipedrive;
  return stages.find(({ id }) => id === dealIn(world, dealId)?.stage_id)?.name;
}

/** The activities of a deal that are there, by what they say first: "Présentation". */
export function activitiesOf(world: World, dealId: number, subject = '') {
  return world.sandbox.pipedrive.activities.filter(
    (each) => each.deal_id === dealId && !each.is_deleted && each.subject.startsWith(subject),
  );
}

/** A day as mails say it: "3 juin 2026". */
export function frenchDay(day: string): string {
  const format = new Intl.DateTimeFormat('fr', { dateStyle: 'long', timeZone: 'UTC' });
  return plain(format.format(new Date(`${day}T12:00:00Z`)));
}

/** So many calendar days from now, in the time zone of the company. */
export function dayIn(days: number): string {
  const format = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Paris' });
  return format.format(new Date(Date.now() + days * 86_400_000));
}

/** The day of an open promise, and its activity in Pipedrive once that is due on it. */
export async function promisedActivity(world: World, dealId: number, subject: string) {
  const isIt = ({ state, text }: PromiseView) => state === 'open' && text.startsWith(subject);
  const { promises } = await seen(world, await conversionOf(world, dealId), (details) =>
    details.promises.some(isIt),
  );
  const { dueOn = '', isAnnounced } = promises.find(isIt) ?? {};
  const activity = await eventually(() =>
    activitiesOf(world, dealId, subject).find(({ due_date: day, done }) => day === dueOn && !done),
  );
  return { dueOn, activity, isAnnounced };
}

/** An announced day: a working day, near the end of so many calendar days and not after it. */
export function expectWithin(dueOn: string, days: number): void {
  expect(dueOn <= dayIn(days)).toBe(true);
  expect(dueOn > dayIn(days - 5)).toBe(true);
  expect([0, 6]).not.toContain(new Date(`${dueOn}T12:00:00Z`).getUTCDay());
}

import { expect } from 'vitest';
import { inStore } from './flow.ts';
import { eventually, type World } from './start-world.ts';

/** A form as a browser sends it: the fields, and what the page carried along. */
export type FormFields = Record<string, string>;

/** An answer of a public page. */
export interface PageAnswer {
  status: number;
  headers: Headers;
  html: string;
}

export interface PageOptions {
  node?: number;
  language?: string;
}

/** Opens a public page, in French unless another language is asked for. */
export async function openPage(
  { nodes }: World,
  path: string,
  { node = 0, language = 'fr' }: PageOptions = {},
): Promise<PageAnswer> {
  const response = await fetch(`${nodes[node]?.url}${path}`, { headers: { 'accept-language': language } });
  return { status: response.status, headers: response.headers, html: await response.text() };
}

/** Opens the form and fills it in; what it carries along comes with it. */
export async function filledIn(
  world: World,
  fields: FormFields = {},
  path = '/request',
): Promise<FormFields> {
  const { html, status } = await openPage(world, path);
  expect(status).toBe(200);
  const hidden = [...html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)];
  const carried = Object.fromEntries(hidden.map(([, name, value]) => [name, value ?? '']));
  const number = Math.random().toString(36).slice(2, 10);
  return {
    ...carried,
    website: '',
    name: 'Camille Exemple',
    email: `camille-${number}@mairie.example.org`,
    organization: `Mairie ${number}`,
    siren: '',
    phone: '01 02 03 04 05',
    need: 'Mettre en ligne les autorisations de voirie.',
    ...fields,
  };
}

/** Sends the form, without following where it leads. */
export async function sendForm(
  { nodes }: World,
  fields: FormFields,
  { node = 0, language = 'fr' }: PageOptions = {},
): Promise<PageAnswer> {
  const response = await fetch(`${nodes[node]?.url}/request`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'accept-language': language },
    body: new URLSearchParams(fields),
  });
  return { status: response.status, headers: response.headers, html: await response.text() };
}

/** Sends the form and waits until it is entered in the CRM. @returns the path of the requester's page */
export async function sentAndEntered(world: World, fields: FormFields, withinMs?: number): Promise<string> {
  const { status, headers } = await sendForm(world, fields);
  expect(status).toBe(303);
  await enteredAll(world, withinMs);
  return headers.get('location') ?? '';
}

/** Waits until nothing that was sent or entered is on its way any more. */
export function enteredAll(world: World, withinMs = 20_000): Promise<unknown> {
  return eventually(async () => {
    const [left] = await inStore<{ count: number }>(
      world,
      `select (select count(*) from instances where process = 'submission' and step <> 'entered')::int
        + (select count(*) from deliveries where source = 'request-form' and state = 'recorded')::int as count`,
    );
    return left?.count === 0;
  }, withinMs);
}

/** What the CRM holds under an address: persons with it, and their deals. */
export function inCrm({ sandbox }: World, email: string) {
  const { persons, deals, notes } = sandbox.pipedrive;
  const own = persons.filter((person) => person.emails.some(({ value }) => value.toLowerCase() === email));
  const ids = own.map(({ id }) => id);
  const ownDeals = deals.filter(({ person_id }) => person_id !== null && ids.includes(person_id));
  const ownNotes = notes.filter(({ deal_id }) => ownDeals.some(({ id }) => id === deal_id));
  return { persons: own, deals: ownDeals, notes: ownNotes.map(({ content }) => content) };
}

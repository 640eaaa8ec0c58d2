import { createDeal, createPerson } from '../../services/sandbox/src/pipedrive/acts.ts';
import type { PipedriveStandIn } from '../../services/sandbox/src/pipedrive/stand-in.ts';
import { sandboxSecrets } from '../../services/sandbox/src/secrets.ts';
import { inStore, quiet } from './flow.ts';
import { eventually, startWorld, type World } from './start-world.ts';

/** A staff member of a company of the sandbox. */
export interface Who {
  companyId: number;
  userId: number;
}

/** The administrator of the company that has never heard of us. */
export const newAdmin: Who = { companyId: sandboxSecrets.freshCompanyId, userId: 31 };
/** Owns what the form of that company makes. */
const newRobotId = 33;

/** Settings that fit that company on its first day: one pipeline, and everything in it. */
export const newSettings = {
  robotOwners: [newRobotId],
  deciders: ['direction@nouvelle.example.org'],
  pipelines: { suspects: 'Pipeline', organizations: 'Pipeline', refused: 'Pipeline' },
  stages: {
    accountCreated: 'Démonstration programmée',
    reconsidered: 'Contact établi',
    refused: 'Négociations en cours',
  },
  undoSeconds: 0,
};

/** That company, at the vendor's. */
export function newCompany({ sandbox }: World): PipedriveStandIn {
  const found = sandbox.companies.find(newAdmin.companyId);
  if (!found) throw new Error('The sandbox has no second company.');
  return found;
}

/** A browser: it keeps cookies by name, and follows nothing by itself. */
export interface Browser {
  cookies: Map<string, string>;
  /** What the server said of each cookie, as it was sent. */
  setCookies: string[];
  open(url: string, init?: RequestInit): Promise<Response>;
}

export function aBrowser(): Browser {
  const cookies = new Map<string, string>();
  const setCookies: string[] = [];
  return {
    cookies,
    setCookies,
    async open(url, init = {}) {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const headers = new Headers(init.headers);
      if (cookie) headers.set('cookie', cookie);
      const response = await fetch(url, { ...init, headers, redirect: 'manual' });
      for (const line of response.headers.getSetCookie()) {
        setCookies.push(line);
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        if (value === '') cookies.delete(name);
        else cookies.set(name, value);
      }
      return response;
    },
  };
}

/** Opens the start of an installation. @returns where Pipedrive asks for consent, with what is asked */
export async function begin(world: World, browser: Browser, query = '', node = 0): Promise<URL> {
  const started = await browser.open(`${world.nodes[node]?.url}/oauth/pipedrive/start${query}`);
  return new URL(started.headers.get('location') ?? 'missing:');
}

/** Presses a button of the consent page. @returns where the browser is sent with the answer */
export async function consent(
  browser: Browser,
  asked: URL,
  decision: 'allow' | 'refuse' = 'allow',
  { companyId, userId }: Who = newAdmin,
): Promise<string> {
  const answered = await browser.open(`${asked.origin}/oauth/authorize`, {
    method: 'POST',
    body: new URLSearchParams({
      ...Object.fromEntries(asked.searchParams),
      companyId: String(companyId),
      userId: String(userId),
      decision,
    }),
  });
  return answered.headers.get('location') ?? 'missing:';
}

/** Installs the app as its person does, on the node that is told to Pipedrive. */
export async function install(world: World, who: Who = newAdmin, browser = aBrowser()): Promise<Response> {
  Object.assign(newCompany(world).memory.limits, { burst: 100_000, searchBurst: 100_000 });
  const asked = await begin(world, browser);
  return browser.open(await consent(browser, asked, 'allow', who));
}

export interface CallAsOptions {
  method?: string;
  body?: unknown;
  node?: number;
  /** Instead of the host's signed token. */
  token?: string;
}

/** The host's signed token of a staff member. */
export async function signedToken({ sandbox }: World, who: Who): Promise<string> {
  const response = await fetch(`${sandbox.url}/sandbox/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(who),
  });
  return ((await response.json()) as { token: string }).token;
}

/** Calls a door of the surfaces as a staff member of whichever company. */
export async function callAs(world: World, who: Who, path: string, options: CallAsOptions = {}) {
  const { body, node = 0 } = options;
  const token = options.token ?? (await signedToken(world, who));
  const response = await fetch(`${world.nodes[node]?.url}${path}`, {
    method: options.method ?? (body === undefined ? 'GET' : 'POST'),
    headers: {
      'content-type': 'application/json',
      'accept-language': 'en',
      authorization: `Bearer ${token}`,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  return { status: response.status, text, body: (isJson ? JSON.parse(text) : {}) as Answer };
}

/** What a door answered, to be looked into. */
export type Answer = Record<string, unknown>;

/** Saves settings on the page of the new company. */
export function saveSettings(world: World, settings: object, revision = 0) {
  return callAs(world, newAdmin, '/api/settings', { method: 'PUT', body: { revision, settings } });
}

/** A person and a deal in the new company, as its form would make them. */
export function enteredInNew(world: World, email: string, name = 'Nouvelle Personne') {
  const company = newCompany(world);
  const person = createPerson(company, newRobotId, { name, emails: [{ value: email }] });
  const deal = createDeal(company, newRobotId, { title: `Demande ${name}`, person_id: person.id });
  return { personId: person.id, dealId: deal.id };
}

/** A request as its surface shows it. */
export interface ShownRequest {
  id: string;
  step: string;
  effects: { id: string; kind: string; state: string; problem: { word: string; title: string } | null }[];
}

/** The request of a deal in the new company once it stands in `step`. */
export function requestInNew(world: World, dealId: number, step: string, withinMs = 20_000) {
  return eventually(async () => {
    const { body } = await callAs(world, newAdmin, `/api/deals/${dealId}`);
    const request = body.request as ShownRequest | null | undefined;
    return request?.step === step && request;
  }, withinMs);
}

/** Accepts a request in the new company. */
export function acceptInNew(world: World, requestId: string, node = 0) {
  const body = { type: 'accept-request', commandId: crypto.randomUUID(), requestId };
  return callAs(world, newAdmin, '/api/commands', { node, body });
}

/** A call of the control API of the sandbox: what befalls the app at the vendor's. */
export async function control({ sandbox }: World, method: string, path: string, body: unknown = {}) {
  const response = await fetch(`${sandbox.url}/sandbox${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(method !== 'GET' && { body: JSON.stringify(body) }),
  });
  return JSON.parse((await response.text()) || 'null') as Answer;
}

/** Waits until the webhooks of the new company are all there. */
export function webhooksInNew(world: World, withinMs = 20_000) {
  return eventually(() => {
    const own = newCompany(world).memory.subscriptions.filter(({ of_app }) => of_app);
    return own.length >= 4 && own;
  }, withinMs);
}

/** How the store has the new company. */
export async function storedCompany(world: World) {
  const rows = await inStore<{ state: string; locked_because: string | null }>(
    world,
    'select state, locked_because from companies where id = $1',
    [String(newAdmin.companyId)],
  );
  return rows[0];
}

/** The service on two nodes with a key of their own, and the new company installed with settings that fit. */
export async function startInstalled(encryptionKey: string): Promise<World> {
  const world = await startWorld({ environment: { ENCRYPTION_KEY: encryptionKey } });
  await world.addNode();
  await quiet(world);
  await install(world);
  await webhooksInNew(world);
  const { status } = await saveSettings(world, newSettings);
  if (status !== 200) throw new Error(`The settings could not be saved: ${status}`);
  await eventually(() => decidesOn(world, 1));
  return world;
}

/** Whether a node knows by now who may decide in the new company. */
async function decidesOn(world: World, node: number): Promise<boolean> {
  const proof = { host: 'pipedrive', token: await signedToken(world, newAdmin) };
  const { body } = await callAs(world, newAdmin, '/api/sessions', { body: proof, node });
  return body.mayDecide === true;
}

/** Reads the Pipedrive of the new company while somebody waits. */
export function live(world: World, node = 0) {
  return callAs(world, newAdmin, '/api/provision', { node });
}

/** The other node hears of an installation within a second. */
export function heardOnBoth(world: World) {
  return eventually(async () => (await live(world, 1)).status === 200);
}

/** Three readings at once on each of two nodes. @returns how each was answered */
export async function threeOnBoth(world: World): Promise<number[]> {
  const answers = await Promise.all([0, 1, 0, 1, 0, 1].map((node) => live(world, node)));
  return answers.map(({ status }) => status);
}

/** What befalls the app in the new company, such as `revoke`. */
export function befall(world: World, what: string, body: object = {}) {
  return control(world, 'POST', `/companies/${newAdmin.companyId}/${what}`, body);
}

import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { slackIds } from '../../services/sandbox/src/slack/seed-slack.ts';
import { inStore, reaches, submitted } from '../kit/flow.ts';
import { openSidebar } from '../kit/helpscout-sidebar.ts';
import { mailArrives } from '../kit/helpscout-world.ts';
import { withLogLines } from '../kit/log-lines.ts';
import { foundIn, type Needles } from '../kit/needles.ts';
import { filledIn, openPage, sendForm, sentAndEntered } from '../kit/public-form.ts';
import { openedBy } from '../kit/slack-world.ts';
import { eventually, startWorld, type World } from '../kit/start-world.ts';
import { badDay, troubled } from '../kit/vendor-trouble.ts';

/** What people wrote, on every way in. */
const personal: Needles = {
  'name (form)': 'Zoé Quimperlan',
  'mail (form)': 'zoe.quimperlan@commune-secrete.example.org',
  'phone (form)': '+33 6 55 44 33 22',
  'organization (form)': 'Commune de Marqueval-sur-Essai',
  'need (form)': 'voirie confidentielle du quai',
  'name (Pipedrive)': 'Ysoline Barberousse',
  'mail (Pipedrive)': 'ysoline@agglo-discrete.example.org',
  'phone (Pipedrive)': '+33 7 11 22 99 88',
  'organization (Pipedrive)': 'Agglomération Discrète',
  'message (Pipedrive)': 'un message tout personnel',
  'note of a refusal': 'une note qui ne regarde personne',
  'name (Help Scout)': 'Thibaut Montcornet',
  'mail (Help Scout)': 'thibaut@syndicat-muet.example.org',
  'subject (Help Scout)': 'compte administrateur pour le syndicat muet',
  'text (Help Scout)': 'nous avons un souci que voici',
  'decider’s mail': 'vente@example.org',
};

/** What strangers brought that may be somebody's credential. */
const brought: Needles = {
  'password of a wrong webhook': 'brought-webhook-password',
  'bearer of a stranger': 'brought-bearer-token-0123456789abcdef',
  'OAuth code': 'brought-oauth-code-0123456789',
  'OAuth state': 'brought-oauth-state-0123456789',
  'code for Slack': 'brought-slack-code-0123456789',
  'secret of a calendar': 'broughtcalendarsecret0123456789abcd',
  'secret of a page': 'broughtpagesecret0123456789abcdefgh',
  'secret of an opt-out': 'broughtoptoutsecret0123456789abcdef',
  'console token': 'brought-console-token-0123456789abcdef',
  'figures token': 'brought-metrics-token',
};

const secretName = /SECRET|TOKEN$|PASSWORD|ENCRYPTION_KEY|SMTP_URL/;
const metricsToken = `metrics-${randomBytes(12).toString('hex')}`;
const consoleToken = `console-${randomBytes(20).toString('hex')}`;
const lines: string[] = [];
const refusals: string[] = [];
let world: World;
let figures = '';

beforeAll(async () => {
  world = await startWorld({
    slack: true,
    helpscout: true,
    settings: { publicForm: { enabled: true } },
    environment: { METRICS_TOKEN: metricsToken, CONSOLE_TOKEN: consoleToken, SWEEP_SECONDS: '2' },
  });
  await withLogLines(world, lines);
}, 60_000);
afterAll(() => world.stop());

/** Calls a door as anybody; whatever it refuses is looked through later. */
async function knock(path: string, init: RequestInit = {}): Promise<number> {
  const response = await fetch(`${world.nodes[0]?.url}${path}`, { redirect: 'manual', ...init });
  const text = await response.text();
  if (response.status >= 400) refusals.push(text);
  return response.status;
}

const json = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});
const basic = (credentials: string) => ({
  authorization: `Basic ${Buffer.from(credentials).toString('base64')}`,
});

async function formWithTrouble(): Promise<string> {
  const fields = {
    name: String(personal['name (form)']),
    email: String(personal['mail (form)']),
    phone: String(personal['phone (form)']),
    organization: String(personal['organization (form)']),
    need: String(personal['need (form)']),
  };
  const broken = await filledIn(world, { ...fields, email: `${fields.email}@@` });
  expect((await sendForm(world, broken)).status).toBe(422);
  const end = badDay(world, { vendor: 'pipedrive', kind: '500', count: 1, match: { method: 'POST' } });
  const place = await sentAndEntered(world, await filledIn(world, fields), 60_000);
  end();
  return place;
}

async function panelWithTrouble(): Promise<void> {
  const sent = {
    name: personal['name (Pipedrive)'],
    email: personal['mail (Pipedrive)'],
    phone: personal['phone (Pipedrive)'],
    organization: personal['organization (Pipedrive)'],
    message: personal['message (Pipedrive)'],
  };
  const { request, dealId } = await submitted(world, sent as Record<keyof typeof sent, string>);
  const onDeal = { method: 'PATCH', pathPrefix: `/api/v2/deals/${dealId}` };
  badDay(world, { vendor: 'accounts', kind: '500', count: 1 });
  badDay(world, { vendor: 'pipedrive', kind: '403-html', count: 1, match: onDeal });
  badDay(world, { vendor: 'mail', kind: '400', count: 1 });
  const accept = { type: 'accept-request', requestId: request.id };
  await world.command(accept);
  const { id: effectId } = await troubled(world, request.id, 'dead-letter', 60_000);
  await world.command({ type: 'retry-effect', effectId });
  await reaches(world, request.id, 'accepted', 60_000);
  const nonsense = { commandId: randomUUID(), ...accept, requestId: personal['name (Pipedrive)'] };
  const { status, body } = await world.call('/api/commands', { body: nonsense });
  expect(status).toBe(400);
  refusals.push(JSON.stringify(body));
}

async function slackWithTrouble(): Promise<void> {
  const { request } = await submitted(world);
  const note = String(personal['note of a refusal']);
  const view = await openedBy(world, request.id, 'refuse-request');
  badDay(world, { vendor: 'slack', kind: '500', count: 1 });
  badDay(world, { vendor: 'mail', kind: '500', count: 1 });
  const filled = {
    'refusal-reason': { 'refusal-reason': 'individual' },
    'refusal-note': { 'refusal-note': note },
  };
  await world.sandbox.slack.acts.submitView({ user: slackIds.sales, viewId: view.id, filled });
  await reaches(world, request.id, 'refused', 60_000);
}

async function deskWithTrouble(): Promise<void> {
  const { conversationId } = mailArrives(world, {
    from: String(personal['mail (Help Scout)']),
    name: String(personal['name (Help Scout)']),
    subject: String(personal['subject (Help Scout)']),
    html: `<p>Bonjour, ${personal['text (Help Scout)']}.</p>`,
  });
  badDay(world, { vendor: 'helpscout', kind: '401', count: 1 });
  badDay(world, { vendor: 'helpscout', kind: '500', count: 1 });
  const sidebar = await eventually(
    () =>
      openSidebar(world, conversationId).catch((refused: Error) => {
        refusals.push(refused.message);
        return null;
      }),
    60_000,
  );
  await sidebar.until((view) => view.subject !== '', 60_000);
  await sidebar.command({ type: 'place-saved-reply', reply: 'valid' });
  await sidebar.command({ type: 'open-request-from-conversation', organization: 'Syndicat' });
  await sidebar.until((view) => view.matches[0]?.isLinked, 60_000);
}

async function strangers(): Promise<void> {
  const { PIPEDRIVE_WEBHOOK_USER: user, PIPEDRIVE_WEBHOOK_PASSWORD: password } = world.environment;
  const aboutSomebody = { name: personal['name (form)'], email: personal['mail (form)'] };
  const wrong = basic(`passerelle:${brought['password of a wrong webhook']}`);
  expect(await knock('/webhooks/pipedrive', json(aboutSomebody, wrong))).toBe(401);
  const right = basic(`${user}:${password}`);
  expect(await knock('/webhooks/pipedrive', json(aboutSomebody, right))).toBe(400);
  const notJson = { method: 'POST', headers: right, body: `{"${personal['name (form)']}` };
  expect(await knock('/webhooks/pipedrive', notJson)).toBe(400);
  expect(await knock('/webhooks/helpscout', json(aboutSomebody))).toBe(401);
  expect(await knock('/slack/events', json(aboutSomebody))).toBe(401);
  const bearer = { authorization: `Bearer ${brought['bearer of a stranger']}` };
  expect(await knock('/api/requests', { headers: bearer })).toBe(401);
  const session = { host: 'pipedrive', token: brought['bearer of a stranger'] };
  expect(await knock('/api/sessions', json(session))).toBe(401);
  const opened = { host: 'helpscout', url: `https://x.example/?token=${brought['bearer of a stranger']}` };
  expect(await knock('/api/sessions', json(opened))).toBe(401);
  const query = `code=${brought['OAuth code']}&state=${brought['OAuth state']}`;
  expect(await knock(`/oauth/pipedrive/callback?${query}`)).toBeGreaterThanOrEqual(400);
  await knock(`/oauth/slack/callback?code=${brought['code for Slack']}&state=x`);
  const token = String(brought['console token']);
  await knock('/console/sign-in', { method: 'POST', body: new URLSearchParams({ name: 'x', token }) });
  const asked = { headers: { authorization: `Bearer ${brought['figures token']}` } };
  expect(await knock('/metrics', asked)).toBe(401);
}

/** The store fails under every door whose address or body holds something. */
async function storeAway(place: string): Promise<void> {
  const away = ['deliveries', 'instances', 'calendar_feeds', 'opt_outs', 'links'];
  for (const table of away) await inStore(world, `alter table ${table} rename to ${table}_away`);
  try {
    const fields = { name: String(personal['name (form)']), email: String(personal['mail (form)']) };
    await sendForm(world, { ...fields, organization: 'x', need: 'x', website: '', siren: '', phone: '' });
    await openPage(world, place);
    await openPage(world, `/request/${brought['secret of a page']}`);
    await knock(`/calendar/${brought['secret of a calendar']}.ics`);
    await knock(`/opt-out/${brought['secret of an opt-out']}`);
    const { PIPEDRIVE_WEBHOOK_USER: user, PIPEDRIVE_WEBHOOK_PASSWORD: password } = world.environment;
    await knock('/webhooks/pipedrive', json({ meta: {} }, basic(`${user}:${password}`)));
    await world.call(`/api/requests?q=${encodeURIComponent(String(personal['name (form)']))}`);
  } finally {
    for (const table of away) await inStore(world, `alter table ${table}_away rename to ${table}`);
  }
}

it('a day full of trouble leaves no secret and nobody’s data in lines, refusals and figures', async () => {
  const [place] = await Promise.all([
    formWithTrouble(),
    panelWithTrouble().then(slackWithTrouble),
    deskWithTrouble(),
  ]);
  await strangers();
  await storeAway(place);
  const headers = { authorization: `Bearer ${metricsToken}` };
  figures = await (await fetch(`${world.nodes[0]?.url}/metrics`, { headers })).text();

  const everything = { log: lines.join(''), refusals: refusals.join('\n'), figures };
  expect(everything.figures).toContain('passerelle_store_up');
  const told = (words: string) => lines.some((line) => line.includes(words));
  for (const words of ['dead letter', 'a door failed', '"requestId"'])
    expect([words, told(words)]).toEqual([words, true]);
  expect(lines.length).toBeGreaterThan(20);
  expect(refusals.length).toBeGreaterThan(8);

  const secrets = Object.fromEntries(
    Object.entries(world.environment).filter(([name, value]) => secretName.test(name) && value !== ''),
  );
  expect(Object.keys(secrets).length).toBeGreaterThan(10);
  const made: Needles = { 'page of a requester': place.split('/').at(-1) ?? 'none' };
  for (const { id, activationToken } of world.sandbox.accounts.accounts)
    made[`activation link of ${id}`] = activationToken;
  const needles = { ...personal, ...brought, ...secrets, ...made };
  for (const [where, text] of Object.entries(everything))
    expect([where, foundIn(text, needles)]).toEqual([where, []]);
}, 180_000);

it('the search finds what is there, however it is written', () => {
  const needles = { name: 'Zoé Quimperlan' };
  for (const text of [
    'Zoé Quimperlan',
    '"ZOÉ QUIMPERLAN"',
    'q=Zo%C3%A9%20Quimperlan',
    'q=Zo%C3%A9+Quimperlan',
    Buffer.from('Zoé Quimperlan').toString('base64'),
  ])
    expect([text, foundIn(`… ${text} …`, needles)]).toEqual([text, [expect.stringContaining('name')]]);
});

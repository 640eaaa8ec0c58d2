import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BulkDecisionView } from '#core/contract/bulk.ts';
import { openStore, startService } from '#sync/compose.ts';
import { readEnvironment } from '#sync/environment.ts';
import { createLog } from '#sync/log.ts';
import { createPerson } from '../../../services/sandbox/src/pipedrive/acts.ts';
import { sandboxSecrets } from '../../../services/sandbox/src/secrets.ts';
import { inStore, quiet, type Submitted, submitted } from '../../kit/flow.ts';
import {
  type Answer,
  aBrowser,
  begin,
  type CallAsOptions,
  callAs,
  consent,
  enteredInNew,
  newAdmin,
  newCompany,
  newSettings,
  requestInNew,
  saveSettings,
  type Who,
  webhooksInNew,
} from '../../kit/installing.ts';
import { eventually, startWorld, type World } from '../../kit/start-world.ts';
import { envelope } from '../../kit/webhooks.ts';

/** Decides in the first company, and works in the other one too, without any right. */
const colleague: Who = { companyId: sandboxSecrets.companyId, userId: 21 };
const stranger: Who = { ...newAdmin, userId: colleague.userId };
const theirEmail = 'secretariat@premiere.example.org';
const ourEmail = 'accueil@nouvelle.example.org';
const theirName = 'Camille Première';
const ourName = 'Dominique Nouvelle';
const browser = aBrowser();
const lines: string[] = [];
let world: World;
/** The request of the first company. */
let theirs: Submitted;
/** The request of the new one: its person has the id of that of the first company. */
let ours: { personId: number; dealId: number; requestId: string };
let theirSubmission: string;
let theirView: string;

const as = (who: Who, path: string, options?: CallAsOptions) => callAs(world, who, path, options);

/** The service with its log lines in hand, in place of the silent one. */
async function withLogLines(): Promise<void> {
  await Promise.all(world.nodes.splice(0).map((node) => node.stop()));
  const environment = readEnvironment({ ...world.environment, LOG_LEVEL: 'trace' });
  const log = createLog('trace', { write: (line) => void lines.push(line) });
  const node = await startService(environment, await openStore(environment, log), log);
  world.nodes.push(node);
  world.sandbox.setServiceUrl(node.url);
}

/** A person of the robot owner in the new company, under the id a person of the first one has. */
async function sameIdInNew(personId: number) {
  const company = newCompany(world);
  for (let id = 0; id < personId - 1; )
    id = createPerson(company, newAdmin.userId, { name: 'Remplissage', emails: [] }).id;
  return enteredInNew(world, ourEmail, ourName);
}

beforeAll(async () => {
  world = await startWorld();
  await withLogLines();
  await quiet(world);
  Object.assign(newCompany(world).memory.limits, { burst: 100_000, searchBurst: 100_000 });
  await browser.open(await consent(browser, await begin(world, browser)));
  await webhooksInNew(world);
  const refusalReasons = [{ key: 'only-here', label: { fr: 'Seulement ici', en: 'Only here' } }];
  expect((await saveSettings(world, { ...newSettings, refusalReasons })).status).toBe(200);
  theirs = await submitted(world, { name: theirName, email: theirEmail });
  const made = await sameIdInNew(theirs.personId);
  const { id: requestId } = await requestInNew(world, made.dealId, 'pending', 15_000);
  ours = { ...made, requestId };
  const entered = { type: 'enter-request', commandId: randomUUID(), name: 'Au téléphone', source: 'phone' };
  const answer = await as(colleague, '/api/commands', { body: { ...entered, emailUnknown: true } });
  theirSubmission = String(answer.body.submissionId);
  const query = { steps: [], q: 'secret', sort: 'name', direction: 'asc' };
  const view = await as(colleague, '/api/views', { body: { name: 'Vue d’équipe', query, shared: true } });
  theirView = String(view.body.id);
});
afterAll(() => world.stop());

/** What the first company has, as its store and its Pipedrive hold it. */
async function stateOfFirst() {
  const rows = await inStore(
    world,
    `select instances.id, step, revision, (select count(*)::int from journal where instance_id = instances.id) as lines,
       (select count(*)::int from effects where instance_id = instances.id) as effects
     from instances where company = $1 and process = 'account-request' order by id`,
    [String(colleague.companyId)],
  );
  const settings = await inStore(
    world,
    'select company, revision from settings_history order by company, revision',
  );
  const { deals, persons, activities, notes } = world.sandbox.pipedrive;
  return JSON.stringify({ rows, settings, deals, persons, activities, notes });
}

describe('the trap', () => {
  it('is set: one person id, one colleague, two companies', async () => {
    expect(ours.personId).toBe(theirs.personId);
    expect(theirSubmission).toMatch(/^[0-9a-f-]{36}$/);
    expect(theirView).toMatch(/^[0-9a-f-]{36}$/);
    expect((await as(stranger, '/api/requests')).status).toBe(200);
  });
});

describe('reading', () => {
  const everyPath = () => [
    '/api/requests?limit=100',
    `/api/requests?q=${encodeURIComponent('Camille Dominique')}`,
    `/api/persons/${theirs.personId}`,
    `/api/deals/${theirs.dealId}`,
    `/api/deals/${ours.dealId}`,
    `/api/organizations/${theirs.organizationId}`,
    '/api/submissions',
    '/api/choices',
    '/api/views',
    '/api/settings',
    '/api/settings/history',
    '/api/settings/export',
    '/api/templates',
    '/api/provision',
  ];

  it('every list and panel shows the company of the token alone', async () => {
    const ofTheirs = [
      theirName,
      theirEmail,
      theirs.request.id,
      theirSubmission,
      theirView,
      'Vue d’équipe',
      'Robot formulaire',
    ];
    const ofOurs = [ourName, ourEmail, ours.requestId, 'Seulement ici', 'only-here', 'Demandes en ligne'];
    const seen = { theirs: '', ours: '' };
    for (const path of everyPath()) {
      for (const who of [newAdmin, stranger]) {
        const { status, text } = await as(who, path);
        expect([path, status]).toEqual([path, 200]);
        expect([path, ofTheirs.filter((word) => text.includes(word))]).toEqual([path, []]);
        seen.ours += text;
      }
      const { status, text } = await as(colleague, path);
      expect([path, status]).toEqual([path, 200]);
      expect([path, ofOurs.filter((word) => text.includes(word))]).toEqual([path, []]);
      seen.theirs += text;
    }
    // The words are there to be seen: by the others. A submission that is entered is in no list.
    expect(ofOurs.filter((word) => !seen.ours.includes(word))).toEqual([]);
    const listed = ofTheirs.filter((word) => word !== theirSubmission);
    expect(listed.filter((word) => !seen.theirs.includes(word))).toEqual([]);
  });

  it('the same record id opens the request of one’s own company', async () => {
    const idOf = ({ body }: { body: Answer }) => (body.request as { id: string } | null)?.id;
    const path = `/api/persons/${ours.personId}`;
    expect(idOf(await as(newAdmin, path))).toBe(ours.requestId);
    expect(idOf(await as(stranger, path))).toBe(ours.requestId);
    expect(idOf(await as(colleague, path))).toBe(theirs.request.id);
  });

  it('an id of the other company is nobody’s', async () => {
    const paths = [`/api/requests/${theirs.request.id}`, `/api/submissions/${theirSubmission}`];
    for (const who of [newAdmin, stranger])
      for (const path of paths) expect([path, (await as(who, path)).status]).toEqual([path, 404]);
    for (const path of paths) expect([path, (await as(colleague, path)).status]).toEqual([path, 200]);
    expect((await as(colleague, `/api/requests/${ours.requestId}`)).status).toBe(404);
  });

  it('the doctor tells of one company, to its administrators', async () => {
    const { status, text } = await as(newAdmin, '/api/doctor');
    expect(status).toBe(200);
    const words = [
      'Organismes refusés',
      'vente@example.org',
      'Robot formulaire',
      String(colleague.companyId),
    ];
    expect(words.filter((word) => text.includes(word))).toEqual([]);
    expect((await as(stranger, '/api/doctor')).status).toBe(403);
  });
});

describe('writing', () => {
  it('no command with an id of the other company moves anything', async () => {
    const [effect] = await inStore<{ id: string }>(world, 'select id from effects where instance_id = $1', [
      theirs.request.id,
    ]);
    const requestId = theirs.request.id;
    const commands = [
      { type: 'accept-request', requestId },
      { type: 'refuse-request', requestId, reason: 'only-here' },
      { type: 'refuse-request', requestId, reason: 'individual' },
      { type: 'ask-for-evidence', requestId, document: 'Un arrêté' },
      { type: 'record-evidence', requestId },
      { type: 'reconsider-request', requestId },
      { type: 'undo-decision', requestId },
      { type: 'confirm-decision', requestId },
      { type: 'withdraw-proposal', requestId },
      ...(effect ? [{ type: 'retry-effect', effectId: effect.id }] : []),
    ];
    expect(commands).toHaveLength(10);
    const before = await stateOfFirst();
    for (const command of commands) {
      const told = { ...command, commandId: randomUUID() };
      const answers = [
        await as(newAdmin, '/api/commands', { body: told }),
        await as(newAdmin, '/api/commands/preview', { body: command }),
      ];
      expect([command.type, ...answers.map(({ status }) => status)]).toEqual([command.type, 404, 404]);
      const refused = await as(stranger, '/api/commands', { body: { ...told, commandId: randomUUID() } });
      expect([command.type, refused.status, refused.body.view]).toEqual([command.type, 403, null]);
    }
    const preview = { type: 'refuse-request', requestId, reason: 'only-here' };
    expect((await as(newAdmin, '/api/previews', { body: preview })).status).toBe(404);
    expect(await stateOfFirst()).toBe(before);
  });

  it('a bulk decision does nothing about the other company’s requests, and is not theirs to see', async () => {
    const before = await stateOfFirst();
    const body = {
      type: 'ask-for-evidence',
      commandId: randomUUID(),
      requestIds: [theirs.request.id],
      document: 'Un arrêté',
    };
    const started = await as(newAdmin, '/api/bulk-decisions', { body });
    expect(started.status).toBe(202);
    const path = `/api/bulk-decisions/${started.body.id}`;
    const ended = await eventually(async () => {
      const view = (await as(newAdmin, path)).body as unknown as BulkDecisionView;
      return view.finishedAt !== null && view;
    });
    expect(ended.items.map(({ name, outcome }) => [name, outcome])).toEqual([['', 'failed']]);
    expect((await as(colleague, path)).status).toBe(404);
    expect((await as(stranger, '/api/bulk-decisions', { body })).status).toBe(403);
    expect(await stateOfFirst()).toBe(before);
  });

  it('views stay with their company, also for a colleague of both', async () => {
    expect((await as(stranger, '/api/views')).body).toEqual({ items: [] });
    for (const who of [stranger, newAdmin]) {
      const { status } = await as(who, `/api/views/${theirView}`, { method: 'DELETE' });
      expect([204, 404]).toContain(status);
    }
    const query = { steps: [], q: '', sort: 'name', direction: 'asc' };
    const named = { name: 'Vue d’équipe', query, shared: true };
    expect((await as(stranger, '/api/views', { body: named })).status).toBe(201);
    const { items } = (await as(colleague, '/api/views')).body as { items: { id: string }[] };
    expect(items.map(({ id }) => id)).toEqual([theirView]);
  });

  it('settings, texts and provisioning are for one’s own company', async () => {
    const before = await stateOfFirst();
    const body = { revision: 1, settings: newSettings };
    expect((await as(stranger, '/api/settings', { method: 'PUT', body })).status).toBe(403);
    expect((await as(stranger, '/api/provision', { body: {} })).status).toBe(403);
    const draft = { key: 'refusal-only-here', language: 'fr', subject: 'Objet', text: 'Texte', html: '' };
    expect((await as(newAdmin, '/api/templates/preview', { body: draft })).status).toBe(200);
    expect((await as(colleague, '/api/templates/preview', { body: draft })).status).toBe(400);
    const callsBefore = world.sandbox.calls.list('pipedrive', colleague.companyId).length;
    expect((await as(newAdmin, '/api/provision', { body: {} })).status).toBe(200);
    const written = world.sandbox.calls
      .list('pipedrive', colleague.companyId)
      .slice(callsBefore)
      .filter(({ method }) => method !== 'GET');
    expect(written).toEqual([]);
    expect((await saveSettings(world, { ...newSettings, undoSeconds: 3 }, 1)).status).toBe(200);
    const { settings } = (await as(colleague, '/api/settings')).body as { settings: { undoSeconds: number } };
    expect(settings.undoSeconds).toBe(0);
    expect(JSON.parse(await stateOfFirst())).toMatchObject({ rows: JSON.parse(before).rows });
  });

  it('the same command id in both companies is two commands', async () => {
    const commandId = randomUUID();
    const refused = { type: 'undo-decision', commandId };
    const [one, other] = [
      await as(colleague, '/api/commands', { body: { ...refused, requestId: theirs.request.id } }),
      await as(newAdmin, '/api/commands', { body: { ...refused, requestId: ours.requestId } }),
    ];
    const viewed = ({ body }: { body: Answer }) => (body.view as { id: string } | null)?.id;
    expect([one.status, viewed(one), other.status, viewed(other)]).toEqual([
      200,
      theirs.request.id,
      200,
      ours.requestId,
    ]);
  });
});

describe('webhooks', () => {
  const firstCredentials = () => `${sandboxSecrets.webhookUser}:${sandboxSecrets.webhookPassword}`;
  const newCredentials = () => {
    const own = newCompany(world).memory.subscriptions.find(({ of_app }) => of_app);
    return `${own?.http_auth_user}:${own?.http_auth_password}`;
  };
  const post = (credentials: string, body: unknown) =>
    fetch(`${world.nodes[0]?.url}/webhooks/pipedrive`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` },
      body: JSON.stringify(body),
    });
  /** The name of the person is changed, in a delivery of whichever company. */
  const renamed = (company: number, name: string, id: string) =>
    envelope({
      entity: 'person',
      id: theirs.personId,
      data: {
        id: theirs.personId,
        name,
        emails: [],
        update_time: new Date(Date.now() + 60_000).toISOString(),
      },
      meta: { company_id: String(company), id, webhook_id: '1' },
    });
  const deliveriesOf = (id: string) =>
    inStore<{ company: string; state: string }>(
      world,
      'select company, state from deliveries where key like $1 order by id',
      [`%${id}%`],
    );
  const namesOfAll = () =>
    inStore<{ company: string; name: string }>(
      world,
      `select company, state #>> '{person,name}' as name from instances where id in ($1, $2) order by company`,
      [theirs.request.id, ours.requestId],
    );

  it('with the credentials of one about records of the other are kept, and change nothing', async () => {
    const before = await namesOfAll();
    const [one, other] = [randomUUID(), randomUUID()];
    expect((await post(newCredentials(), renamed(colleague.companyId, 'Intrusion', one))).status).toBe(200);
    expect((await post(firstCredentials(), renamed(newAdmin.companyId, 'Intrusion', other))).status).toBe(
      200,
    );
    expect(await deliveriesOf(one)).toEqual([{ company: String(newAdmin.companyId), state: 'ignored' }]);
    expect(await deliveriesOf(other)).toEqual([{ company: String(colleague.companyId), state: 'ignored' }]);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await namesOfAll()).toEqual(before);
  });

  it('credentials cannot be mixed', async () => {
    const [user, password] = newCredentials().split(':');
    const { webhookUser, webhookPassword } = sandboxSecrets;
    const subscriptions = newCompany(world).memory.subscriptions.filter(({ of_app }) => of_app);
    const mixed = [
      `${user}:${webhookPassword}`,
      `${webhookUser}:${password}`,
      `${user}:${subscriptions.find(({ http_auth_user }) => http_auth_user !== user)?.http_auth_password}`,
      `${user}:`,
      ':',
    ];
    for (const credentials of mixed) expect((await post(credentials, {})).status).toBe(401);
  });

  it('an event id used by one company suppresses nothing of the other', async () => {
    const event = randomUUID();
    await post(newCredentials(), renamed(colleague.companyId, 'Intrusion', event));
    await post(newCredentials(), renamed(newAdmin.companyId, 'Nouveau Nom', event));
    await post(firstCredentials(), renamed(newAdmin.companyId, 'Intrusion', event));
    const second = randomUUID();
    await post(newCredentials(), renamed(newAdmin.companyId, 'Nouveau Nom', second));
    await post(firstCredentials(), renamed(colleague.companyId, 'Premier Nom', second));
    const names = await eventually(async () => {
      const rows = await namesOfAll();
      return rows.map(({ name }) => name).join() === 'Premier Nom,Nouveau Nom' && rows;
    });
    expect(names.map(({ company }) => company)).toEqual(['7001', '7002']);
    expect((await deliveriesOf(second)).map(({ company }) => company)).toEqual(['7002', '7001']);
  });
});

describe('sessions', () => {
  const session = async (cookie: string) => {
    const response = await fetch(`${world.nodes[0]?.url}/api/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify({ host: 'browser' }),
    });
    return { status: response.status, body: (await response.json()) as Answer };
  };

  it('the cookie of a browser opens its own company alone', async () => {
    const sealed = browser.cookies.get('passerelle_session') ?? '';
    const { status, body } = await session(`passerelle_session=${sealed}`);
    expect([status, body.staff]).toMatchObject([200, { name: 'Direction' }]);
    const token = String(body.token);
    expect((await as(newAdmin, `/api/requests/${ours.requestId}`, { token })).status).toBe(200);
    expect((await as(newAdmin, `/api/requests/${theirs.request.id}`, { token })).status).toBe(404);
  });

  it('nothing else will do for a cookie', async () => {
    const starting = aBrowser();
    await begin(world, starting);
    const sealed = browser.cookies.get('passerelle_session') ?? '';
    const [row] = await inStore<{ access_token: string }>(world, 'select access_token from pipedrive_tokens');
    const plain = Buffer.from(JSON.stringify({ company: '7001', staff: 21, until: Date.now() + 1e6 }));
    const wrong = [
      starting.cookies.get('passerelle_oauth'),
      row?.access_token,
      plain.toString('base64url'),
      `${sealed.slice(0, -4)}AAAA`,
      sealed.replace('.', ''),
      '%E0%A4%A',
      '',
    ];
    for (const cookie of wrong)
      expect([cookie, (await session(`passerelle_session=${cookie}`)).status]).toEqual([cookie, 401]);
  });

  it('a token names its company: a colleague of both is two people', async () => {
    const decides = async (who: Who) => {
      const token = await fetch(`${world.sandbox.url}/sandbox/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(who),
      });
      const proof = { host: 'pipedrive', ...((await token.json()) as object) };
      return (await as(who, '/api/sessions', { body: proof })).body.mayDecide;
    };
    expect([await decides(colleague), await decides(stranger)]).toEqual([true, false]);
  });
});

describe('what operators see', () => {
  it('metrics name nobody', async () => {
    const text = await (await fetch(`${world.nodes[0]?.url}/metrics`)).text();
    expect(text).toContain('passerelle_backlog{');
    const words = [theirName, ourName, '@', 'example.org', theirs.request.id, ours.requestId, '7001', '7002'];
    expect(words.filter((word) => text.includes(word))).toEqual([]);
  });

  it('no log line holds data of requests or secrets, and none names both companies', () => {
    const text = lines.join('');
    expect(text).toContain('the app was installed');
    const { accessTokens, grants } = world.sandbox.companies.oauth.memory;
    const words = [
      ...[theirName, ourName, theirEmail, ourEmail, 'Intrusion', 'Nouveau Nom', 'Premier Nom'],
      ...accessTokens.map(({ token }) => token),
      ...grants.map(({ refreshToken }) => refreshToken),
      ...newCompany(world).memory.subscriptions.map((each) => each.http_auth_password ?? 'none'),
      ...[sandboxSecrets.apiToken, sandboxSecrets.clientSecret, sandboxSecrets.webhookPassword],
    ];
    expect(words.filter((word) => text.includes(word))).toEqual([]);
    const ofOne = lines.filter((line) => line.includes('"7001"') && line.includes('"7002"'));
    expect(ofOne).toEqual([]);
  });
});

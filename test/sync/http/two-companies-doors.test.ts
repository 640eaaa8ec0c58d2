import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sandboxSecrets } from '../../../services/sandbox/src/secrets.ts';
import { inStore } from '../../kit/flow.ts';
import {
  type Answer,
  aBrowser,
  begin,
  newAdmin,
  newCompany,
  signedToken,
  type Who,
} from '../../kit/installing.ts';
import { eventually } from '../../kit/start-world.ts';
import {
  colleague,
  ourEmail,
  ourName,
  stranger,
  theirEmail,
  theirName,
  withTwoCompanies,
} from '../../kit/two-companies.ts';
import { envelope } from '../../kit/webhooks.ts';

const { two, as } = withTwoCompanies();

describe('webhooks', () => {
  const firstCredentials = () => `${sandboxSecrets.webhookUser}:${sandboxSecrets.webhookPassword}`;
  const newCredentials = () => {
    const own = newCompany(two.world).memory.subscriptions.find(({ of_app }) => of_app);
    return `${own?.http_auth_user}:${own?.http_auth_password}`;
  };
  const post = (credentials: string, body: unknown) =>
    fetch(`${two.world.nodes[0]?.url}/webhooks/pipedrive`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` },
      body: JSON.stringify(body),
    });
  /** The name of the person is changed, in a delivery of whichever company. */
  const renamed = (company: number, name: string, id: string) =>
    envelope({
      entity: 'person',
      id: two.theirs.personId,
      data: {
        id: two.theirs.personId,
        name,
        emails: [],
        update_time: new Date(Date.now() + 60_000).toISOString(),
      },
      meta: { company_id: String(company), id, webhook_id: '1' },
    });
  const deliveriesOf = (id: string) =>
    inStore<{ company: string; state: string }>(
      two.world,
      'select company, state from deliveries where key like $1 order by id',
      [`%${id}%`],
    );
  const namesOfAll = () =>
    inStore<{ company: string; name: string }>(
      two.world,
      `select company, state #>> '{person,name}' as name from instances where id in ($1, $2) order by company`,
      [two.theirs.request.id, two.ours.requestId],
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
    const subscriptions = newCompany(two.world).memory.subscriptions.filter(({ of_app }) => of_app);
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
    const response = await fetch(`${two.world.nodes[0]?.url}/api/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify({ host: 'browser' }),
    });
    return { status: response.status, body: (await response.json()) as Answer };
  };

  it('the cookie of a browser opens its own company alone', async () => {
    const sealed = two.browser.cookies.get('passerelle_session') ?? '';
    const { status, body } = await session(`passerelle_session=${sealed}`);
    expect([status, body.staff]).toMatchObject([200, { name: 'Direction' }]);
    const token = String(body.token);
    expect((await as(newAdmin, `/api/requests/${two.ours.requestId}`, { token })).status).toBe(200);
    expect((await as(newAdmin, `/api/requests/${two.theirs.request.id}`, { token })).status).toBe(404);
  });

  it('nothing else will do for a cookie', async () => {
    const starting = aBrowser();
    await begin(two.world, starting);
    const sealed = two.browser.cookies.get('passerelle_session') ?? '';
    const [row] = await inStore<{ access_token: string }>(
      two.world,
      'select access_token from pipedrive_tokens',
    );
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
      const proof = { host: 'pipedrive', token: await signedToken(two.world, who) };
      return (await as(who, '/api/sessions', { body: proof })).body.mayDecide;
    };
    expect([await decides(colleague), await decides(stranger)]).toEqual([true, false]);
  });
});

describe('what operators see', () => {
  it('metrics name nobody', async () => {
    const text = await (await fetch(`${two.world.nodes[0]?.url}/metrics`)).text();
    expect(text).toContain('passerelle_backlog{');
    const words = [theirName, ourName, '@', 'example.org', two.theirs.request.id, two.ours.requestId];
    // A figure may happen to hold the digits: only what labels say counts.
    const ids = ['"7001"', '"7002"'];
    expect([...words, ...ids].filter((word) => text.includes(word))).toEqual([]);
  });

  it('no log line holds data of requests or secrets, and none names both companies', () => {
    const text = two.lines.join('');
    expect(text).toContain('the app was installed');
    const { accessTokens, grants } = two.world.sandbox.companies.oauth.memory;
    const words = [
      ...[theirName, ourName, theirEmail, ourEmail, 'Intrusion', 'Nouveau Nom', 'Premier Nom'],
      ...accessTokens.map(({ token }) => token),
      ...grants.map(({ refreshToken }) => refreshToken),
      ...newCompany(two.world).memory.subscriptions.map((each) => each.http_auth_password ?? 'none'),
      ...[sandboxSecrets.apiToken, sandboxSecrets.clientSecret, sandboxSecrets.webhookPassword],
    ];
    expect(words.filter((word) => text.includes(word))).toEqual([]);
    const ofOne = two.lines.filter((line) => line.includes('"7001"') && line.includes('"7002"'));
    expect(ofOne).toEqual([]);
  });
});

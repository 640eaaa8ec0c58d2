import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../services/sandbox/src/sandbox.ts';

const core = 'urn:ietf:params:scim:schemas:core:2.0:User';
const extension = 'urn:ietf:params:scim:schemas:extension:account:2.0:User';
const patchOp = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());
beforeEach(() => sandbox.reset());

async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${sandbox.environment.ACCOUNTS_SCIM_URL}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${sandbox.environment.ACCOUNTS_SCIM_TOKEN}`,
      'content-type': 'application/scim+json',
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { response, status: response.status, body: text ? JSON.parse(text) : undefined };
}

const user = (userName: string, more: Record<string, unknown> = {}) => ({
  schemas: [core],
  userName,
  name: { givenName: 'Accueil', familyName: 'Mairie' },
  emails: [{ value: userName, type: 'work', primary: true }],
  ...more,
});

const patch = (id: string, ...operations: unknown[]) =>
  call('PATCH', `/Users/${id}`, { schemas: [patchOp], Operations: operations });

describe('creating an account', () => {
  it('answers 201 with Location, version and an invitation of seven days', async () => {
    const { response, status, body } = await call(
      'POST',
      '/Users',
      user('mairie@example.org', { externalId: 'p-1' }),
    );
    expect(status).toBe(201);
    expect(response.headers.get('content-type')).toContain('application/scim+json');
    expect(response.headers.get('location')).toBe(body.meta.location);
    expect(response.headers.get('etag')).toBe(body.meta.version);
    expect(body).toMatchObject({ userName: 'mairie@example.org', externalId: 'p-1', active: true });
    expect(body[extension].state).toBe('invited');
    expect(body[extension].activationLink).toMatch(new RegExp(`^${sandbox.url}/activate/[\\w-]{32}$`));
    const daysLeft = (Date.parse(body[extension].activationExpiresAt) - Date.now()) / 86_400_000;
    expect(daysLeft).toBeCloseTo(7, 2);
  });

  it('refuses a user name that is taken, whatever its case', async () => {
    await call('POST', '/Users', user('mairie@example.org'));
    const { status, body } = await call('POST', '/Users', user('Mairie@Example.org'));
    expect(status).toBe(409);
    expect(body).toMatchObject({ status: '409', scimType: 'uniqueness' });
    expect(sandbox.accounts.accounts).toHaveLength(1);
  });

  it.each([
    ['without schemas', { userName: 'a@example.org' }],
    ['without a user name', { schemas: [core] }],
    [
      'with two primary addresses',
      user('a@example.org', {
        emails: [
          { value: 'a@example.org', primary: true },
          { value: 'b@example.org', primary: true },
        ],
      }),
    ],
  ])('refuses a user %s', async (_name, body) => {
    expect(await call('POST', '/Users', body)).toMatchObject({
      status: 400,
      body: { scimType: 'invalidValue' },
    });
  });

  it('never gives a password back', async () => {
    const { body } = await call('POST', '/Users', user('a@example.org', { password: 'hidden' }));
    expect(JSON.stringify(body)).not.toContain('hidden');
  });

  it('asks for the bearer token', async () => {
    const { status, body } = await call('GET', '/Users', undefined, { authorization: 'Bearer wrong' });
    expect(status).toBe(401);
    expect(body).toMatchObject({ status: '401', schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'] });
  });

  it('says in its own shape that a body is not JSON', async () => {
    const response = await fetch(`${sandbox.environment.ACCOUNTS_SCIM_URL}/Users`, {
      method: 'POST',
      headers: { 'content-type': 'application/scim+json' },
      body: '{',
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ scimType: 'invalidSyntax', status: '400' });
  });
});

describe('finding accounts', () => {
  beforeEach(async () => {
    await call('POST', '/Users', user('one@example.org', { externalId: 'X1' }));
    await call('POST', '/Users', user('two@example.org', { externalId: 'x1' }));
    await call('POST', '/Users', {
      ...user('three@example.org'),
      emails: [{ value: 'home@example.org', type: 'home' }],
    });
  });
  const find = async (filter: string) => {
    const { body } = await call('GET', `/Users?filter=${encodeURIComponent(filter)}`);
    return body.Resources.map((each: { userName: string }) => each.userName);
  };

  it.each([
    ['userName eq "ONE@example.org"', ['one@example.org']],
    ['emails.value eq "Two@example.org"', ['two@example.org']],
    ['emails eq "two@example.org"', ['two@example.org']],
    ['emails[type eq "work"].value eq "one@example.org"', ['one@example.org']],
    ['emails[type eq "work"].value eq "home@example.org"', []],
    ['externalId eq "X1"', ['one@example.org']],
    ['name.familyName eq "mairie" and externalId eq "x1"', ['two@example.org']],
    ['userName eq "nobody@example.org"', []],
    [`${extension}:state eq "active"`, []],
  ])('%s', async (filter, expected) => {
    expect(await find(filter)).toEqual(expected);
  });

  it.each([
    'userName co "one"',
    'userName eq',
    'userName eq "one" and',
    'userName eq "one" or active eq true',
  ])('refuses the filter %s', async (filter) => {
    const { status, body } = await call('GET', `/Users?filter=${encodeURIComponent(filter)}`);
    expect(status).toBe(400);
    expect(body.scimType).toBe('invalidFilter');
  });

  it('gives pages that count from one', async () => {
    const { body } = await call('GET', '/Users?startIndex=2&count=1');
    expect(body).toMatchObject({ totalResults: 3, startIndex: 2, itemsPerPage: 1 });
    expect(body.Resources[0].userName).toBe('two@example.org');
    expect((await call('GET', '/Users?count=0')).body).toMatchObject({ totalResults: 3, Resources: [] });
    expect((await call('GET', '/Users?startIndex=-3')).body).toMatchObject({
      startIndex: 1,
      itemsPerPage: 3,
    });
  });
});

describe('changing an account', () => {
  const create = async () => (await call('POST', '/Users', user('mairie@example.org'))).body;

  it('patches by path, by object and by item of a list', async () => {
    const { id } = await create();
    const { status, body } = await patch(
      id,
      { op: 'Replace', path: 'active', value: 'False' },
      { op: 'replace', value: { displayName: 'Mairie', 'name.givenName': 'Standard' } },
      { op: 'replace', path: 'emails[type eq "work"].value', value: 'new@example.org' },
      { op: 'remove', path: 'name.familyName' },
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({ active: false, displayName: 'Mairie', name: { givenName: 'Standard' } });
    expect(body.name.familyName).toBeUndefined();
    expect(body.emails[0].value).toBe('new@example.org');
    expect(body[extension].state).toBe('gone');
    expect((await patch(id, { op: 'replace', path: 'active', value: true })).body[extension].state).toBe(
      'invited',
    );
  });

  it.each([
    ['noTarget', { op: 'remove' }],
    ['mutability', { op: 'replace', path: 'id', value: 'x' }],
    ['mutability', { op: 'replace', path: `${extension}:activationLink`, value: 'x' }],
    ['mutability', { op: 'replace', path: `${extension}:state`, value: 'active' }],
    ['invalidPath', { op: 'replace', path: '[[', value: 'x' }],
    ['invalidSyntax', { op: 'turn', path: 'title', value: 'x' }],
    ['invalidValue', { op: 'replace', path: 'userName', value: 3 }],
    ['noTarget', { op: 'replace', path: 'emails[type eq "home"].value', value: 'x@example.org' }],
  ])('refuses with %s, and changes nothing', async (scimType, operation) => {
    const created = await create();
    const { status, body } = await patch(created.id, { op: 'add', path: 'title', value: 'Maire' }, operation);
    expect(status).toBe(400);
    expect(body.scimType).toBe(scimType);
    expect((await call('GET', `/Users/${created.id}`)).body).toEqual(created);
  });

  it('replaces a whole user, keeping id and invitation', async () => {
    const created = await create();
    const { body } = await call('PUT', `/Users/${created.id}`, {
      schemas: [core],
      userName: 'autre@example.org',
    });
    expect(body).toMatchObject({ id: created.id, userName: 'autre@example.org' });
    expect(body.emails).toBeUndefined();
    expect(body[extension]).toEqual(created[extension]);
    expect((await call('POST', '/Users', user('mairie@example.org'))).status).toBe(201);
  });

  it('refuses to take the user name of another', async () => {
    const { id } = await create();
    await call('POST', '/Users', user('autre@example.org'));
    const { status } = await patch(id, { op: 'replace', path: 'userName', value: 'AUTRE@example.org' });
    expect(status).toBe(409);
  });

  it('refuses a change prepared on an older version', async () => {
    const { id, meta } = await create();
    await patch(id, { op: 'add', path: 'title', value: 'Maire' });
    const stale = await call('PUT', `/Users/${id}`, user('mairie@example.org'), { 'if-match': meta.version });
    expect(stale.status).toBe(412);
    const fresh = await call('GET', `/Users/${id}`);
    const same = await call('GET', `/Users/${id}`, undefined, { 'if-none-match': fresh.body.meta.version });
    expect(same.status).toBe(304);
  });

  it('deletes for good', async () => {
    const { id } = await create();
    expect((await call('DELETE', `/Users/${id}`)).status).toBe(204);
    expect((await call('GET', `/Users/${id}`)).body).toMatchObject({ status: '404' });
    expect((await call('DELETE', `/Users/${id}`)).status).toBe(404);
  });
});

describe('the life of an account', () => {
  it('becomes active by the button behind the link', async () => {
    const { body } = await call('POST', '/Users', user('mairie@example.org'));
    const link = body[extension].activationLink;
    expect(await (await fetch(link)).text()).toContain('id="activate"');
    expect((await call('GET', `/Users/${body.id}`)).body[extension].state).toBe('invited');
    await fetch(link, { method: 'POST' });
    expect((await call('GET', `/Users/${body.id}`)).body[extension].state).toBe('active');
  });

  it('expires, cannot be activated then, and is invited again with a new link', async () => {
    const { body } = await call('POST', '/Users', user('mairie@example.org'));
    const account = sandbox.accounts.accounts[0];
    if (!account) throw new Error('no account');
    account.activationExpiresAt = new Date(Date.now() - 1000).toISOString();
    await fetch(body[extension].activationLink, { method: 'POST' });
    expect((await call('GET', `/Users/${body.id}`)).body[extension].state).toBe('expired');
    const renewed = await patch(body.id, { op: 'replace', path: `${extension}:state`, value: 'invited' });
    expect(renewed.body[extension].state).toBe('invited');
    expect(renewed.body[extension].activationLink).not.toBe(body[extension].activationLink);
    expect((await fetch(body[extension].activationLink)).status).toBe(404);
  });
});

describe('discovery', () => {
  it('tells what it can do', async () => {
    const { body } = await call('GET', '/ServiceProviderConfig');
    expect(body).toMatchObject({
      patch: { supported: true },
      bulk: { supported: false },
      etag: { supported: true },
    });
    const schemas = (await call('GET', '/Schemas')).body;
    expect(schemas.Resources.map((each: { id: string }) => each.id)).toEqual([core, extension]);
    expect((await call('GET', `/Schemas/${core}`)).body.name).toBe('User');
    expect((await call('GET', '/ResourceTypes')).body.Resources[0].endpoint).toBe('/Users');
    expect((await call('GET', '/Groups')).body).toMatchObject({ status: '404' });
  });
});

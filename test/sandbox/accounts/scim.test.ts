import { beforeEach, describe, expect, it } from 'vitest';
import { core, extension, user, withDirectory } from '../../kit/scim.ts';

const { directory, call } = withDirectory();

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
    expect(body[extension].activationLink).toMatch(
      new RegExp(`^${directory.sandbox.url}/activate/[\\w-]{32}$`),
    );
    const daysLeft = (Date.parse(body[extension].activationExpiresAt) - Date.now()) / 86_400_000;
    expect(daysLeft).toBeCloseTo(7, 2);
  });

  it('refuses a user name that is taken, whatever its case', async () => {
    await call('POST', '/Users', user('mairie@example.org'));
    const { status, body } = await call('POST', '/Users', user('Mairie@Example.org'));
    expect(status).toBe(409);
    expect(body).toMatchObject({ status: '409', scimType: 'uniqueness' });
    expect(directory.sandbox.accounts.accounts).toHaveLength(1);
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
    const response = await fetch(`${directory.sandbox.environment.ACCOUNTS_SCIM_URL}/Users`, {
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

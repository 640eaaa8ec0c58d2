import nock from 'nock';
import { describe, expect, it } from 'vitest';
import { createAdminAccounts } from '#sync/connectors/admin-accounts/client.ts';
import { nockOnly } from '../../../kit/nock-only.ts';
import { wordOf } from '../word-of.ts';

const origin = 'https://directory.example.org';
const scimUrl = `${origin}/scim/v2`;
const extension = 'urn:ietf:params:scim:schemas:extension:account:2.0:User';
const accounts = createAdminAccounts({
  scimUrl,
  token: 'secret',
  activationLinkOf: (id) => `https://app.example.org/activate/${id}`,
});
const wish = {
  emails: ['camille@example.org', 'autre@example.org'],
  displayName: 'Camille Exemple',
  externalId: 'request-1',
  language: 'fr',
} as const;

nockOnly();

/** Expects one search and answers it. */
function search(filter: string, ...users: object[]): void {
  nock(origin, { reqheaders: { authorization: 'Bearer secret' } })
    .get('/scim/v2/Users')
    .query({ filter })
    .reply(200, { totalResults: users.length, ...(users.length > 0 ? { Resources: users } : {}) });
}

function nobody(emails: readonly string[]): void {
  for (const email of emails) {
    search(`userName eq "${email}"`);
    search(`emails.value eq "${email}"`);
  }
}

const invited = {
  id: 'a1',
  userName: 'Camille@Example.org',
  active: true,
  [extension]: {
    state: 'invited',
    activationLink: 'https://directory.example.org/activate/t',
    activationExpiresAt: '2026-06-03T00:00:00Z',
  },
};

describe('find', () => {
  it('finds by user name whatever its case, with state and link of the extension', async () => {
    search('userName eq "camille@example.org"', invited);
    expect(await accounts.find([' CAMILLE@example.org '])).toEqual({
      email: 'camille@example.org',
      account: {
        id: 'a1',
        userName: 'Camille@Example.org',
        state: 'invited',
        activationLink: 'https://directory.example.org/activate/t',
        activationExpiresAt: '2026-06-03T00:00:00Z',
      },
    });
  });

  it.each([
    ['as told', { lastSignInAt: '2026-05-20T08:00:00+02:00', usesCount: 3 }, ['2026-05-20T06:00:00.000Z', 3]],
    ['not at all where the directory does not tell', {}, [undefined, undefined]],
    [
      'not at all where it writes something else',
      { lastSignInAt: 'hier', usesCount: 'many' },
      [undefined, undefined],
    ],
  ])('tells what the holder does with it, %s', async (_how, use, told) => {
    nock(origin)
      .get('/scim/v2/Users/a1')
      .reply(200, { ...invited, [extension]: { state: 'active', ...use } });
    const account = await accounts.get('a1');
    expect([account?.lastSignInAt, account?.usesCount]).toEqual(told);
  });

  it('finds a second address among the listed ones', async () => {
    nobody(['camille@example.org']);
    search('userName eq "autre@example.org"');
    search('emails.value eq "autre@example.org"', {
      id: 7,
      userName: 'cexemple',
      emails: [{ value: 'Autre@Example.org' }],
    });
    expect(await accounts.find(wish.emails)).toMatchObject({
      email: 'autre@example.org',
      account: { id: '7', state: 'active', activationLink: 'https://app.example.org/activate/7' },
    });
  });

  it('does not believe a directory that answers with somebody else', async () => {
    search('userName eq "camille@example.org"', { id: 'x', userName: 'dominique@example.org' });
    search('emails.value eq "camille@example.org"', { id: 'y', userName: 'lou@example.org', emails: null });
    expect(await accounts.find(['camille@example.org'])).toBeNull();
  });

  it('escapes what it looks for', async () => {
    const odd = "o'neil+a&b\\c@example.org";
    const literal = JSON.stringify(odd);
    search(`userName eq ${literal}`);
    search(`emails.value eq ${literal}`, { id: 'z', userName: odd });
    expect((await accounts.find([odd]))?.account.id).toBe('z');
  });

  it('prefers an open account to a closed one', async () => {
    search('userName eq "camille@example.org"', {
      id: 'old',
      userName: 'camille@example.org',
      active: 'False',
    });
    const open = { id: 'new', userName: 'c', emails: [{ value: 'camille@example.org' }], active: 'True' };
    search('emails.value eq "camille@example.org"', open);
    expect((await accounts.find(['camille@example.org']))?.account.id).toBe('new');
  });

  it('makes do with a directory that searches by user name alone', async () => {
    search('userName eq "camille@example.org"');
    nock(origin)
      .get('/scim/v2/Users')
      .query(true)
      .reply(400, { scimType: 'invalidFilter', detail: 'no', status: '400' });
    expect(await accounts.find(['camille@example.org'])).toBeNull();
  });

  it('says when it cannot know', async () => {
    nock(origin).get('/scim/v2/Users').query(true).times(2).reply(503);
    expect(await wordOf(accounts.find(['camille@example.org']))).toBe('retry-later');
    nock(origin)
      .get('/scim/v2/Users')
      .query(true)
      .reply(200, { Resources: [{ id: 'no user name' }] });
    expect(await wordOf(accounts.find(['camille@example.org']))).toBe('broken');
    nock(origin).get('/scim/v2/Users').query(true).reply(401, {});
    expect(await wordOf(accounts.find(['camille@example.org']))).toBe('sign-in-again');
  });
});

describe('ensure', () => {
  it('creates an account that carries our request', async () => {
    search('externalId eq "request-1"');
    nobody(wish.emails);
    const body = {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
      userName: 'camille@example.org',
      externalId: 'request-1',
      displayName: 'Camille Exemple',
      name: { formatted: 'Camille Exemple' },
      active: true,
      preferredLanguage: 'fr',
      emails: [
        { value: 'camille@example.org', type: 'work', primary: true },
        { value: 'autre@example.org', type: 'other', primary: false },
      ],
    };
    nock(origin, { reqheaders: { 'content-type': 'application/scim+json' } })
      .post('/scim/v2/Users', body)
      .reply(201, invited);
    expect(await accounts.ensure(wish)).toMatchObject({
      outcome: 'created',
      account: { id: 'a1', state: 'invited' },
    });
  });

  it('recognises what an unclear attempt created', async () => {
    search('externalId eq "request-1"', { ...invited, externalId: 'request-1' });
    expect(await accounts.ensure(wish)).toMatchObject({ outcome: 'created', account: { id: 'a1' } });
  });

  it('links an account that exists', async () => {
    search('externalId eq "request-1"', { ...invited, externalId: 'another' });
    search('userName eq "camille@example.org"', invited);
    expect((await accounts.ensure(wish)).outcome).toBe('linked');
  });

  it('looks again when somebody was faster', async () => {
    search('externalId eq "request-1"');
    nobody(wish.emails);
    nock(origin)
      .post('/scim/v2/Users')
      .reply(409, { scimType: 'uniqueness', status: '409', detail: 'taken' });
    search('externalId eq "request-1"', { ...invited, externalId: 'request-1' });
    expect((await accounts.ensure(wish)).outcome).toBe('created');
  });

  it('tells staff when the name is taken by an account nobody can find', async () => {
    search('externalId eq "request-1"');
    nobody(wish.emails);
    nock(origin)
      .post('/scim/v2/Users')
      .reply(409, { scimType: 'uniqueness', status: '409', detail: 'taken' });
    search('externalId eq "request-1"');
    nobody(wish.emails);
    await expect(accounts.ensure(wish)).rejects.toMatchObject({
      failure: { word: 'rejected', detail: { fr: expect.stringContaining('« taken »') } },
    });
  });

  it('opens a closed account again', async () => {
    const closed = { id: 'old', userName: 'camille@example.org', active: false };
    search('externalId eq "request-1"');
    search('userName eq "camille@example.org"', closed);
    search('emails.value eq "camille@example.org"', closed);
    nobody(['autre@example.org']);
    const operation = { op: 'replace', path: 'active', value: true };
    nock(origin)
      .patch('/scim/v2/Users/old', {
        schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
        Operations: [operation],
      })
      .reply(204);
    nock(origin)
      .get('/scim/v2/Users/old')
      .reply(200, { ...closed, active: true });
    expect(await accounts.ensure(wish)).toMatchObject({
      outcome: 'reactivated',
      account: { state: 'active' },
    });
  });

  it('does not call a directory that keeps it closed a success', async () => {
    const closed = { ...invited, externalId: 'request-1', [extension]: { state: 'gone' } };
    search('externalId eq "request-1"', closed);
    nock(origin).patch('/scim/v2/Users/a1').reply(200, closed);
    nock(origin).get('/scim/v2/Users/a1').reply(200, closed);
    expect(await wordOf(accounts.ensure(wish))).toBe('rejected');
  });

  it('never repeats a creation by itself', async () => {
    search('externalId eq "request-1"');
    nobody(wish.emails);
    nock(origin).post('/scim/v2/Users').reply(500, {});
    await expect(accounts.ensure(wish)).rejects.toMatchObject({
      failure: { word: 'retry-later', unclear: true },
    });
  });

  it('creates nothing without a usable address', async () => {
    search('externalId eq "request-1"');
    expect(await wordOf(accounts.ensure({ ...wish, emails: ['not an address'] }))).toBe('rejected');
  });
});

describe('get', () => {
  it('tells unknown, closed and open accounts apart', async () => {
    nock(origin).get('/scim/v2/Users/a%2F1').reply(404, { status: '404' });
    nock(origin).get('/scim/v2/Users/a2').reply(200, { id: 'a2', userName: 'u', active: 'False' });
    nock(origin)
      .get('/scim/v2/Users/a3')
      .reply(200, { id: 'a3', userName: 'u', active: false, [extension]: { state: 'Invited' } });
    expect(await accounts.get('a/1')).toBeNull();
    expect(await accounts.get('a2')).toMatchObject({ state: 'gone', activationLink: null });
    expect(await accounts.get('a3')).toMatchObject({ state: 'invited', activationLink: null });
  });
});

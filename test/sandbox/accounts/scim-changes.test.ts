import { describe, expect, it } from 'vitest';
import { core, extension, user, withDirectory } from '../../kit/scim.ts';

const { directory, call, patch } = withDirectory();

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

  it('tells what the holder of an active account does with it, once they signed in', async () => {
    const { id } = await create();
    const { url, accounts } = directory.sandbox;
    const act = (path: string) => fetch(`${url}${path}`, { method: 'POST', redirect: 'manual' });
    expect((await act(`/accounts/${id}/sign-in`)).status).not.toBe(303);
    await act(`/activate/${accounts.accounts.find((each) => each.id === id)?.activationToken}`);
    const before = (await call('GET', `/Users/${id}`)).body[extension];
    expect(before.state).toBe('active');
    expect(Object.keys(before)).not.toContain('usesCount');
    expect((await act(`/accounts/${id}/sign-in`)).status).toBe(303);
    expect((await act(`/accounts/${id}/use`)).status).toBe(303);
    const { lastSignInAt, usesCount } = (await call('GET', `/Users/${id}`)).body[extension];
    expect(Date.now() - Date.parse(lastSignInAt)).toBeLessThan(60_000);
    expect(usesCount).toBe(1);
    const forged = { op: 'replace', path: `${extension}:usesCount`, value: 9 };
    expect((await patch(id, forged)).body.scimType).toBe('mutability');
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
    const account = directory.sandbox.accounts.accounts[0];
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

import { describe, expect, it } from 'vitest';
import { ids, mail } from './kit.ts';
import { deskStage } from './stage.ts';

const stage = deskStage();

const acts = () => stage.sandbox.helpscout.acts;

describe('inboxes and agents', () => {
  it('lists them, and knows who the token is', async () => {
    const inboxes = await stage.api.call('GET', '/mailboxes');
    expect(inboxes.body._embedded.mailboxes).toMatchObject([
      { id: ids.inbox, name: 'Support', email: 'support@example.org' },
      { id: ids.englishInbox, name: 'Support EN' },
    ]);
    expect((await stage.api.call('GET', `/mailboxes/${ids.inbox}`)).body.slug).toBe('support');
    const byEmail = await stage.api.call('GET', '/users?email=vente@example.org');
    expect(byEmail.body._embedded.users).toMatchObject([
      { id: ids.sales, firstName: 'Chargée', role: 'admin' },
    ]);
    expect((await stage.api.call('GET', '/users/me')).body.id).toBe(ids.integration);
  });

  it('has the staff of Pipedrive, and one whom Pipedrive does not know', () => {
    const known = stage.sandbox.pipedrive.users.map(({ id, email }) => [id, email]);
    const emails = stage.sandbox.helpscout.memory.agents.map(({ id, email }) => [id, email]);
    expect(emails).toContainEqual([ids.sales, known.find(([id]) => id === 21)?.[1]]);
    expect(emails).toContainEqual([ids.manager, known.find(([id]) => id === 22)?.[1]]);
    expect(emails).toContainEqual([ids.trainee, known.find(([id]) => id === 23)?.[1]]);
    const stranger = stage.sandbox.helpscout.memory.agents.find(({ id }) => id === ids.stranger);
    expect(known.map(([, email]) => email)).not.toContain(stranger?.email);
  });

  it('knows deactivated agents no more', async () => {
    acts().deactivateUser({ userId: ids.trainee });
    expect((await stage.api.call('GET', `/users/${ids.trainee}`)).status).toBe(404);
    expect(() => acts().deactivateUser({ userId: ids.trainee })).toThrow('deactivated');
  });
});

describe('customers', () => {
  it('has several addresses, found by each of them whatever its case', async () => {
    const { customerId } = acts().mailArrives(mail());
    acts().addCustomerEmail({ customerId, email: 'Autre@Mairie.example.org' });
    const search = async (email: string) =>
      (await stage.api.call('GET', `/customers?query=(email:"${email}")`)).body._embedded?.customers;
    expect(await search('autre@mairie.example.org')).toMatchObject([{ id: customerId }]);
    expect(await search('nobody@example.org')).toBeUndefined();
    const { body } = await stage.api.call('GET', `/customers/${customerId}`);
    expect(body).toMatchObject({ firstName: 'Secrétariat', lastName: 'Mairie' });
    expect(body._embedded.emails.map(({ value }: { value: string }) => value)).toEqual([
      'Secretariat@Mairie.example.org',
      'Autre@Mairie.example.org',
    ]);
    expect(Object.keys(body._embedded)).toContain('social_profiles');
    expect(() => acts().addCustomerEmail({ customerId: 601, email: 'autre@mairie.example.org' })).toThrow(
      'taken',
    );
  });

  it('has no parameter email: it changes nothing', async () => {
    acts().mailArrives(mail());
    const { body } = await stage.api.call('GET', '/customers?email=nobody@example.org');
    expect(body.page.totalElements).toBe(2);
  });

  it('creates them once per address', async () => {
    const asked = { firstName: 'Nouvelle', emails: [{ type: 'work', value: 'nouvelle@example.org' }] };
    const made = await stage.api.call('POST', '/customers', asked);
    expect(made.status).toBe(201);
    expect(
      (await stage.api.call('GET', `/customers/${made.headers.get('resource-id')}`)).body.firstName,
    ).toBe('Nouvelle');
    expect((await stage.api.call('POST', '/customers', asked)).status).toBe(409);
    expect((await stage.api.call('POST', '/customers', { firstName: '' })).status).toBe(400);
  });

  it('merges two: addresses and conversations go to the one that stays', async () => {
    const first = acts().mailArrives(mail());
    const second = acts().mailArrives(mail({ from: 'autre@example.org' }));
    acts().mergeCustomers({ fromId: first.customerId, intoId: second.customerId });
    expect((await stage.api.call('GET', `/customers/${first.customerId}`)).status).toBe(404);
    const { body } = await stage.api.call('GET', `/conversations/${first.conversationId}`);
    expect(body.primaryCustomer.id).toBe(second.customerId);
    const found = await stage.api.call(
      'GET',
      '/conversations?query=(email:"secretariat@mairie.example.org")',
    );
    expect(found.body.page.totalElements).toBe(2);
  });

  it('deletes one with the conversations, or leaves them without anybody', async () => {
    const first = acts().mailArrives(mail());
    expect((await stage.api.call('DELETE', `/customers/${first.customerId}`)).status).toBe(204);
    expect((await stage.api.call('GET', `/conversations/${first.conversationId}`)).status).toBe(404);
    const second = acts().mailArrives(mail());
    acts().deleteCustomer({ customerId: second.customerId, keepsConversations: true });
    const { status, body } = await stage.api.call('GET', `/conversations/${second.conversationId}`);
    expect(status).toBe(200);
    expect(body).not.toHaveProperty('primaryCustomer');
    expect((await stage.api.call('GET', `/conversations/${second.conversationId}/threads`)).status).toBe(200);
  });
});

describe('customer properties', () => {
  const definition = { type: 'text', slug: 'request-state', name: 'Demande' };
  const define = (given: object = {}) =>
    stage.api.call('POST', '/customer-properties', { ...definition, ...given });
  const patch = async (body: unknown) =>
    (await stage.api.call('PATCH', '/customers/601/properties', body)).status;

  it('must be defined, and are set by an array of operations', async () => {
    const op = { op: 'replace', path: '/request-state', value: 'acceptée' };
    expect(await patch([op])).toBe(400);
    expect((await stage.api.call('GET', '/customer-properties')).body).not.toHaveProperty('_embedded');
    expect((await define()).status).toBe(201);
    expect((await define()).status).toBe(400);
    expect((await define({ slug: 'email' })).status).toBe(400);
    expect((await define({ slug: 'a b' })).status).toBe(400);
    expect(await patch(op)).toBe(400);
    expect(await patch([op])).toBe(204);
    const value = async () => (await stage.api.call('GET', '/customers/601')).body._embedded.properties;
    expect(await value()).toMatchObject([{ ...definition, value: 'acceptée' }]);
    const tooLong = [
      { ...op, value: 'Autre' },
      { ...op, value: 'x'.repeat(256) },
    ];
    expect(await patch(tooLong)).toBe(400);
    expect(await value()).toMatchObject([{ value: 'acceptée' }]);
    expect(await patch([{ op: 'remove', path: '/request-state' }])).toBe(204);
    expect(await value()).toEqual([]);
  });

  it.each([
    ['url', 'https://example.org/deal/1', 'no address'],
    ['number', 12, 1.5],
    ['date', '2026-01-31', '31/01/2026'],
    ['dropdown', 'Un', 'Deux'],
  ])('checks values of type %s', async (type, good, bad) => {
    await define({ type, options: type === 'dropdown' ? [{ label: 'Un' }] : [] });
    expect(await patch([{ op: 'replace', path: '/request-state', value: good }])).toBe(204);
    expect(await patch([{ op: 'replace', path: '/request-state', value: bad }])).toBe(400);
  });

  it('are refused where the plan lacks them', async () => {
    await define();
    stage.sandbox.helpscout.memory.settings.hasCustomerProperties = false;
    expect((await stage.api.call('GET', '/customer-properties')).status).toBe(403);
    expect((await define({ slug: 'other' })).status).toBe(403);
    expect(await patch([])).toBe(403);
    expect((await stage.api.call('GET', '/customers/601')).body._embedded).not.toHaveProperty('properties');
  });
});

describe('saved replies', () => {
  const path = `/mailboxes/${ids.inbox}/saved-replies`;

  it('are a bare array of previews; their text stands in the single read', async () => {
    const { body } = await stage.api.call('GET', path);
    expect(body).toEqual([
      { id: ids.valid, name: 'Demande compte admin', preview: expect.stringContaining('Bonjour') },
      {
        id: ids.individual,
        name: 'Demande compte admin particulier / entreprise',
        preview: expect.any(String),
      },
      { id: ids.thanks, name: 'Merci de votre retour', preview: expect.any(String) },
    ]);
    const one = await stage.api.call('GET', `${path}/${ids.valid}`);
    expect(one.body).toMatchObject({ id: ids.valid, name: 'Demande compte admin' });
    expect(one.body.text).toContain('{%customer.firstName,fallback=');
    expect(one.body.text).toContain('href="{{formUrl}}"');
    expect(
      (await stage.api.call('GET', `/mailboxes/${ids.englishInbox}/saved-replies/${ids.valid}`)).status,
    ).toBe(404);
    expect((await stage.api.call('GET', `/mailboxes/${ids.englishInbox}/saved-replies`)).body).toHaveLength(
      2,
    );
    stage.sandbox.helpscout.memory.savedReplies.length = 0;
    expect((await stage.api.call('GET', path)).text).toBe('[]');
  });

  it('are created without an id in the answer, replaced and deleted', async () => {
    const made = await stage.api.call('POST', path, { name: 'Nouvelle', text: '<p>Un</p>' });
    expect([made.status, made.text, made.headers.get('resource-id')]).toEqual([201, '', null]);
    const listed: { id: number; name: string }[] = (await stage.api.call('GET', path)).body;
    const id = listed.find(({ name }) => name === 'Nouvelle')?.id;
    expect((await stage.api.call('PUT', `${path}/${id}`, { name: 'Autre' })).status).toBe(204);
    expect((await stage.api.call('GET', `${path}/${id}`)).body).toEqual({
      id,
      name: 'Autre',
      text: '',
      chatText: '',
    });
    expect((await stage.api.call('DELETE', `${path}/${id}`)).status).toBe(204);
    expect((await stage.api.call('GET', `${path}/${id}`)).status).toBe(404);
    expect((await stage.api.call('POST', path, { text: 'sans nom' })).status).toBe(400);
    stage.sandbox.helpscout.memory.settings.tellsSavedReplyId = true;
    expect((await stage.api.call('POST', path, { name: 'x' })).headers.get('resource-id')).toMatch(/^\d+$/);
  });

  it('are edited, renamed and deleted by people', async () => {
    acts().editSavedReply({ id: ids.valid, text: 'Autre texte' });
    acts().renameSavedReply({ id: ids.individual, name: 'Autre nom' });
    acts().deleteSavedReply({ id: ids.thanks });
    expect((await stage.api.call('GET', path)).body).toEqual([
      { id: ids.valid, name: 'Demande compte admin', preview: 'Autre texte' },
      { id: ids.individual, name: 'Autre nom', preview: expect.any(String) },
    ]);
    expect(() => acts().deleteSavedReply({ id: ids.thanks })).toThrow('no saved reply');
  });
});

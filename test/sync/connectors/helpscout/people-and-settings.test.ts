import { describe, expect, it } from 'vitest';
import { nockOnly } from '../../../kit/nock-only.ts';
import { answers, desk, origin, page } from './desk-api.ts';

nockOnly();
const { background } = desk();

describe('people', () => {
  const user = { id: 21, firstName: 'Agent', lastName: 'Un', email: 'Un@Example.org', type: 'user' };

  it.each([
    [{}, true],
    [{ isActive: false }, false],
    [{ active: false }, false],
    [{ state: 'deactivated' }, false],
    [{ type: 'team' }, false],
  ])('a user with %j: active %s', async (more, isActive) => {
    answers('get', '/v2/users/21', { body: { ...user, ...more } });
    const told = { id: 21, name: 'Agent Un', email: 'un@example.org', isActive };
    expect(await background.user(21)).toEqual(told);
  });

  it('who are not there are nobody', async () => {
    answers('get', '/v2/users/21', { status: 404 });
    answers('get', '/v2/customers/55', { status: 404 });
    expect([await background.user(21), await background.customer(55)]).toEqual([null, null]);
  });

  it('a customer has every address', async () => {
    const emails = [{ id: 1, value: 'Camille@Example.org' }, { value: 'autre@example.org' }, { value: 'x' }];
    const body = { id: 55, firstName: 'Camille', lastName: null, _embedded: { emails, phones: [] } };
    answers('get', '/v2/customers/55', { body });
    const told = { id: 55, firstName: 'Camille', lastName: '' };
    expect(await background.customer(55)).toEqual({
      ...told,
      emails: ['camille@example.org', 'autre@example.org'],
    });
  });

  it('a merged customer is the one who is left', async () => {
    answers('get', '/v2/customers/55', { status: 301, headers: { location: `${origin}/v2/customers/56` } });
    answers('get', '/v2/customers/56', { body: { id: 56, firstName: 'Camille' } });
    expect(await background.customer(55)).toMatchObject({ id: 56, emails: [] });
  });

  it('inboxes are read to the last page', async () => {
    const [one, two] = [1, 2].map((id) => ({ id, name: `Boîte ${id}`, email: `b${id}@example.org` }));
    const first = page('mailboxes', [one ?? {}], { next: true, totalPages: 2 });
    answers(
      'get',
      '/v2/mailboxes',
      { body: first },
      { body: page('mailboxes', [two ?? {}], { totalPages: 2 }) },
    );
    expect(await background.mailboxes()).toEqual([one, two]);
  });
});

describe('settings of the account', () => {
  it('saved replies are a bare list; the text comes singly', async () => {
    const path = '/v2/mailboxes/11/saved-replies';
    answers('get', path, { body: [{ id: 1, name: 'Demande', preview: 'Bonjour' }] }, { body: [] });
    expect(await background.savedReplies(11)).toEqual([{ id: 1, name: 'Demande', preview: 'Bonjour' }]);
    expect(await background.savedReplies(11)).toEqual([]);
    answers('get', `${path}/1`, { body: { id: 1, name: 'Demande', text: '<b>x</b>', chatText: 'x' } });
    expect(await background.savedReply(11, 1)).toEqual({ id: 1, name: 'Demande', html: '<b>x</b>' });
    answers('get', `${path}/2`, { status: 404 });
    expect(await background.savedReply(11, 2)).toBeNull();
  });

  it.each([[403], [404]])('customer properties that the plan lacks (%i) are none', async (status) => {
    answers('get', '/v2/customer-properties', { status, body: { message: 'no' } });
    expect(await background.customerProperties()).toBeNull();
  });

  it('customer properties are told by their slugs, and may be empty', async () => {
    const property = { type: 'text', slug: 'etat', name: 'État', options: [] };
    const path = '/v2/customer-properties';
    answers('get', path, { body: page('customer-properties', [property]) }, { body: page('x', []) });
    expect(await background.customerProperties()).toEqual([{ type: 'text', slug: 'etat', name: 'État' }]);
    expect(await background.customerProperties()).toEqual([]);
  });

  it('webhooks are told without their secrets', async () => {
    const webhook = { id: 5, url: 'https://x.example.org', events: ['convo.created'], state: 'disabled' };
    const body = page('webhooks', [{ ...webhook, secret: 'clear', label: 'Passerelle' }]);
    answers('get', '/v2/webhooks', { body });
    expect(await background.webhooks()).toEqual([{ ...webhook, label: 'Passerelle' }]);
  });
});

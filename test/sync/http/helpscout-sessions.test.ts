import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deskIds, mailArrives, sidebarUrlOf } from '../../kit/helpscout-world.ts';
import { ask, besideConversation, openSidebar } from '../../kit/sidebar-calls.ts';
import { startWorld, type World } from '../../kit/start-world.ts';

let world: World;
let conversationId: number;
beforeAll(async () => {
  world = await startWorld({ helpscout: true });
  conversationId = mailArrives(world).conversationId;
});
afterAll(() => world.stop());

const french = { 'accept-language': 'fr' };
const english = { 'accept-language': 'en' };

describe('a sidebar that Help Scout opened', () => {
  it('gets a session of fifteen minutes for the staff member with the agent’s address', async () => {
    const { status, body } = await openSidebar(world, sidebarUrlOf(world, conversationId), english);
    expect(status).toBe(200);
    expect(body).toMatchObject({ staff: { email: 'vente@example.org' }, locale: 'en', mayDecide: true });
    const minutes = (Date.parse(String(body.expiresAt)) - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(14);
    expect(minutes).toBeLessThanOrEqual(15);
  });

  it('tells who may not decide', async () => {
    const { body } = await openSidebar(world, sidebarUrlOf(world, conversationId, deskIds.trainee));
    expect(body).toMatchObject({ mayDecide: false, staff: { email: 'stagiaire@example.org' } });
  });

  it.each([
    ['signed with another secret', (url: string) => url.replace(/Signature=..../, 'Signature=AAAA')],
    [
      'of another conversation than was signed',
      (url: string) => url.replace(/conversation-id=\d+/, 'conversation-id=1'),
    ],
    ['of another agent than was signed', (url: string) => url.replace(/user-id=\d+/, 'user-id=422')],
    ['whose signature is missing', (url: string) => url.replace(/&X-HelpScout-Signature=.*/, '')],
    ['whose signature is cut', (url: string) => url.slice(0, -4)],
    ['with parameters in another order', swapped],
    ['with a parameter added', (url: string) => url.replace('?', '?company-id=7&')],
  ])('is refused an address %s', async (_what, spoil) => {
    const url = spoil(sidebarUrlOf(world, conversationId));
    expect(url).not.toBe(sidebarUrlOf(world, conversationId));
    const { status, body } = await openSidebar(world, url, french);
    expect(status).toBe(401);
    expect(body).toMatchObject({ title: 'Adresse non signée par Help Scout' });
    expect(body.token).toBeUndefined();
    expect(JSON.stringify(body)).not.toContain('Signature=');
  });

  it('is told which address Pipedrive does not know, and who can add it', async () => {
    const url = sidebarUrlOf(world, conversationId, deskIds.stranger);
    const { status, body } = await openSidebar(world, url, french);
    expect(status).toBe(401);
    expect(body.detail).toContain('renfort@example.org');
    expect(body.detail).toContain('administrateur Pipedrive');
    expect((await openSidebar(world, url, english)).body.detail).toContain(
      'A Pipedrive administrator can add you',
    );
  });

  it('is refused without a conversation', async () => {
    const url = world.sandbox.helpscout.acts.sidebarUrl({
      conversationId,
      userId: deskIds.sales,
      without: ['conversation-id', 'conversation-number', 'customer-id'],
    });
    const { status, body } = await openSidebar(world, url, french);
    expect(status).toBe(401);
    expect(body.title).toBe('Pas de conversation');
  });
});

describe('a session beside one conversation', () => {
  it.each([
    '/api/requests',
    '/api/deals/1',
    '/api/persons/1',
    '/api/settings',
    '/api/templates',
    '/api/views',
    '/api/bulk-decisions/1',
    '/api/submissions',
    '/api/doctor',
    '/api/provision',
    '/api/organizations/1',
  ])('does not open %s', async (path) => {
    const { get } = await besideConversation(world, conversationId);
    const { status, body } = await get(path);
    expect(status).toBe(403);
    expect(body.title).toMatch(/conversation/);
  });

  it('does not open another conversation, nor command there', async () => {
    const other = mailArrives(world, { from: 'autre@example.org' }).conversationId;
    const { get, command } = await besideConversation(world, conversationId);
    expect((await get(`/api/conversations/${other}`)).status).toBe(403);
    const placed = await command({ type: 'place-saved-reply', reply: 'valid', conversationId: other });
    expect(placed.status).toBe(403);
  });

  it('opens what the sidebar needs', async () => {
    const { get } = await besideConversation(world, conversationId);
    expect((await get('/api/choices')).status).toBe(200);
    expect((await get(`/api/conversations/${conversationId}`)).status).toBe(200);
  });

  it('is nothing that the address itself could stand for', async () => {
    const url = sidebarUrlOf(world, conversationId);
    const { status } = await ask(world, `/api/conversations/${conversationId}`, {
      token: new URL(url).search,
    });
    expect(status).toBe(401);
  });
});

describe('an agent whom Help Scout does not know any more', () => {
  it('is refused', async () => {
    world.sandbox.helpscout.acts.deactivateUser({ userId: deskIds.manager });
    const url = sidebarUrlOf(world, conversationId, deskIds.manager);
    const { status, body } = await openSidebar(world, url, english);
    expect(status).toBe(401);
    expect(body.title).toBe('Unknown or deactivated Help Scout user');
  });
});

/** The signature is over the order of arrival. */
function swapped(url: string): string {
  const [base, query = ''] = url.split('?');
  const [first, second, ...others] = query.split('&');
  return `${base}?${[second, first, ...others].join('&')}`;
}

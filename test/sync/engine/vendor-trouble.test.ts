import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Vendor as AnyVendor } from '#sync/connectors/errors.ts';
import type { MisbehaviourKind } from '../../../services/sandbox/src/misbehaviour.ts';
import { mailsTo, quiet, reaches, submitted } from '../../kit/flow.ts';
import { startWorld, type World } from '../../kit/start-world.ts';
import { acceptedOnce, badDay, troubled } from '../../kit/vendor-trouble.ts';

/** Those that an accepted request needs; Slack and Help Scout only follow what has happened. */
type Vendor = Exclude<AnyVendor, 'slack' | 'helpscout'>;

const nameOf = { pipedrive: 'Pipedrive', accounts: 'L’annuaire des comptes', mail: 'Le serveur de mail' };

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await quiet(world);
});
afterAll(() => world.stop());

/** What does not need the vendor goes on while it is away. */
const goesOn: Record<Vendor, () => Promise<void>> = {
  pipedrive: async () => {
    const { request } = await submitted(world);
    expect((await world.list('?step=pending')).items.map(({ id }) => id)).toContain(request.id);
  },
  accounts: async () => {
    const { dealId, email } = await world.form();
    const { id } = await world.requestOf(dealId);
    await world.command({ type: 'refuse-request', requestId: id, reason: 'individual' });
    await reaches(world, id, 'refused');
    expect(mailsTo(world, email)).toHaveLength(1);
  },
  mail: async () => {
    const { request } = await submitted(world);
    await world.command({ type: 'accept-request', requestId: request.id });
    const { kind } = await troubled(world, request.id, 'retrying');
    expect(kind).toBe('send-email');
  },
};

const days: [Vendor, MisbehaviourKind, RegExp][] = [
  ['pipedrive', '429', /demande d’attendre$/],
  ['pipedrive', '500', /est en panne$/],
  ['pipedrive', 'reset', /ne répond pas$/],
  ['accounts', '429', /demande d’attendre$/],
  ['accounts', '500', /est en panne$/],
  ['accounts', '403-html', /nous bloque pour un moment$/],
  ['accounts', 'reset', /ne répond pas$/],
  ['mail', '429', /demande d’attendre$/],
  ['mail', '500', /demande d’attendre$/],
  ['mail', 'reset', /ne répond pas$/],
];

describe.each(days)('%s answers %s', (vendor, kind, words) => {
  it('shows why, lets the others go on, and finishes once the vendor is back', async () => {
    const sent = await submitted(world);
    const retryAfterSeconds = kind === '429' && vendor !== 'mail' ? 1 : undefined;
    const end = badDay(world, { vendor, kind, ...(retryAfterSeconds && { retryAfterSeconds }) });
    await world.command({ type: 'accept-request', requestId: sent.request.id });
    const { problem, attempts } = await troubled(world, sent.request.id, 'retrying');
    expect(problem).toMatchObject({ word: 'retry-later', title: expect.stringMatching(words) });
    expect(problem?.title.startsWith(nameOf[vendor])).toBe(true);
    expect(problem?.detail).toMatch(/Passerelle réessaie toute seule|Passerelle vérifie avant/);
    expect(attempts).toBeGreaterThan(0);
    await goesOn[vendor]();
    end();
    await acceptedOnce(world, sent);
  }, 60_000);
});

describe('a write whose answer is lost', () => {
  it.each([
    ['accounts', 'POST', '/scim/v2/Users'],
    ['pipedrive', 'PATCH', '/api/v2/deals'],
    ['pipedrive', 'PATCH', '/api/v2/persons'],
  ] as const)(
    '%s %s %s leaves one account, one move and one mail all the same',
    async (vendor, method, pathPrefix) => {
      const sent = await submitted(world);
      badDay(world, { vendor, kind: 'reset', after: true, count: 1, match: { method, pathPrefix } });
      await world.command({ type: 'accept-request', requestId: sent.request.id });
      const accepted = await reaches(world, sent.request.id, 'accepted', 20_000);
      expect(accepted.effects.some(({ attempts }) => attempts > 1)).toBe(true);
      const { accounts } = world.sandbox.accounts;
      expect(accounts.filter(({ userName }) => userName === sent.email)).toHaveLength(1);
      expect(mailsTo(world, sent.email)).toHaveLength(1);
      const writes = world.sandbox.calls.list().filter(({ path }) => path === `/api/v2/deals/${sent.dealId}`);
      expect(writes.filter((call) => call.method === 'PATCH')).toHaveLength(1);
    },
  );
});

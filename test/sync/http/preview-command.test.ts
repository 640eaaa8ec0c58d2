import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommandPreview } from '#core/contract/command-preview.ts';
import type { PreviewedCommand } from '#core/contract/commands.ts';
import type { RequestView } from '#core/contract/request-view.ts';
import { performCommand } from '#sync/engine/perform-command.ts';
import { organizationApi } from '#sync/http/organization-api.ts';
import { previewApi } from '#sync/http/preview-command.ts';
import type { Database } from '#sync/store/database.ts';
import { readEffects } from '#sync/store/effects.ts';
import { readInstance } from '#sync/store/instances.ts';
import { readJournal } from '#sync/store/journal.ts';
import { aCompany, actor, anOrganization, manager } from '../../kit/account-request-samples.ts';
import { freshInstance } from '../../kit/engine-on-store.ts';
import { openTestStore } from '../../kit/test-store.ts';
import { openWorkDoors, type WorkDoors } from '../../kit/work-doors.ts';

let database: Database;
let doors: WorkDoors;
const company = aCompany({ owners: { rule: 'round-robin' } });
const companyOf = () => company;
beforeAll(async () => {
  database = await openTestStore();
  const { db } = database;
  const nobody = { ...aCompany({ deciders: ['responsable@example.org'] }), id: '1001b' };
  doors = await openWorkDoors([company, { ...company, id: '1002' }, nobody], (callerOf) => ({
    '/commands/preview': previewApi({ db, companyOf, callerOf }),
    '/organizations': organizationApi({ db, callerOf }),
  }));
});
afterAll(async () => {
  await doors.close();
  await database.close();
});

const preview = (body: object, as: { companyId?: string; language?: 'fr' | 'en'; staffId?: number } = {}) =>
  doors.call<CommandPreview>('/commands/preview', { body, ...as });

async function perform(command: PreviewedCommand) {
  const by = { ...actor(), staffId: 21 };
  const whole = { ...command, commandId: randomUUID() };
  return performCommand(
    { db: database.db, companyOf },
    { command: whole, companyId: '1001', by },
    async () => 'done',
  );
}

/** Everything a decision could leave behind. */
async function tracesOf(id: string) {
  const { db } = database;
  const facts = await db.selectFrom('company_facts').selectAll().execute();
  const commands = await db.selectFrom('commands').selectAll().execute();
  return [
    await readInstance(db, id),
    await readEffects(db, [id]),
    await readJournal(db, id),
    facts,
    commands,
  ];
}

describe('what will happen', () => {
  it('is the list of effects that the decision then writes; nothing is written before', async () => {
    const { id: requestId } = await freshInstance(database);
    const command = { type: 'accept-request', requestId } as const;
    const before = await tracesOf(requestId);
    const { body } = await preview(command);
    expect(await tracesOf(requestId)).toEqual(before);
    expect(body).toMatchObject({ outcome: 'advanced', reason: null });
    expect(body.effects[0]).toMatchObject({
      kind: 'ensure-admin-account',
      title: 'Créer ou relier le compte administrateur',
    });
    await perform(command);
    const written = (await readEffects(database.db, [requestId])).filter(({ decision }) => decision > 0);
    expect(body.effects.map(({ kind }) => kind)).toEqual(written.map(({ kind }) => kind));
    expect(written.length).toBeGreaterThan(3);
  });

  it('speaks the reader’s language, and says why nothing would happen', async () => {
    const { id: requestId } = await freshInstance(database);
    const english = await preview({ type: 'accept-request', requestId }, { language: 'en' });
    expect(english.body.effects[0]?.title).toBe('Create or link the admin account');
    const unknown = await preview({ type: 'refuse-request', requestId, reason: 'no-such-reason' });
    expect(unknown.body).toMatchObject({ outcome: 'refused', effects: [] });
    expect(unknown.body.reason).toContain('no-such-reason');
    await perform({ type: 'refuse-request', requestId, reason: 'individual' });
    const again = await preview({ type: 'refuse-request', requestId, reason: 'individual' });
    expect(again.body).toMatchObject({ outcome: 'ignored', effects: [] });
  });

  it('of another try is the effect that failed', async () => {
    const { id: requestId } = await freshInstance(database);
    await perform({ type: 'accept-request', requestId });
    const [, , , mail] = (await readEffects(database.db, [requestId])).filter(({ decision }) => decision > 0);
    const effectId = mail?.id ?? '';
    await database.pool.query("update effects set state = 'dead-letter', attempts = 3 where id = $1", [
      effectId,
    ]);
    const { body } = await preview({ type: 'retry-effect', effectId });
    expect(body.effects.map(({ kind }) => kind)).toEqual([mail?.kind]);
    const [row] = (await readEffects(database.db, [requestId])).filter(({ id }) => id === effectId);
    expect(row?.state).toBe('dead-letter');
  });

  it('is nothing for who may not decide, and unknown in another company', async () => {
    const { id: requestId } = await freshInstance(database);
    const { body, status } = await preview({ type: 'accept-request', requestId }, { companyId: '1001b' });
    expect([status, body.outcome, body.effects]).toEqual([200, 'refused', []]);
    expect(body.reason).toContain('Responsable commercial');
    const as = { companyId: '1002', staffId: manager };
    expect((await preview({ type: 'accept-request', requestId }, as)).status).toBe(404);
    expect((await preview({ type: 'accept-request', requestId: randomUUID() })).status).toBe(404);
    expect((await preview({ type: 'accept-request' })).status).toBe(400);
  });

  it('may be asked by twenty at once', async () => {
    const { id: requestId } = await freshInstance(database);
    const asked = Array.from({ length: 20 }, () => preview({ type: 'accept-request', requestId }));
    expect((await Promise.all(asked)).map(({ body }) => body.outcome)).toEqual(Array(20).fill('advanced'));
  });
});

describe('an organization', () => {
  const requestsOf = (id: number | string, companyId = '1001') =>
    doors.call<{ requests: RequestView[] }>(`/organizations/${id}`, { companyId });

  it('shows its requests, newest first, to its own company alone', async () => {
    const first = await freshInstance(database);
    const second = await freshInstance(database);
    const { body } = await requestsOf(anOrganization.id);
    expect(body.requests.slice(0, 2).map(({ id }) => id)).toEqual([second.id, first.id]);
    expect(body.requests[0]).toMatchObject({ organization: { id: anOrganization.id }, shadow: false });
    expect((await requestsOf(anOrganization.id, '1002')).body).toEqual({ requests: [] });
    expect((await requestsOf(12_345)).body).toEqual({ requests: [] });
    for (const id of ['x', 0, -1, 1.5]) expect((await requestsOf(id)).status).toBe(400);
  });

  it('no longer shows a request that turned out to be of another', async () => {
    const { id } = await freshInstance(database);
    await database.pool.query(
      `update instances set state = jsonb_set(state, '{organization}', '{"id": 81, "name": "Autre"}') where id = $1`,
      [id],
    );
    const { body } = await requestsOf(anOrganization.id);
    expect(body.requests.map((request) => request.id)).not.toContain(id);
  });
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '#sync/store/database.ts';
import {
  forgetOldInvitations,
  invitationOf,
  keepInvitation,
  takeInvitation,
} from '#sync/store/form-invitations.ts';
import { openTestStore } from '../../kit/test-store.ts';

let database: Database;
beforeAll(async () => {
  database = await openTestStore();
});
afterAll(() => database.close());

const invitation = { company: '1', conversationId: 55, name: 'Camille Exemple', email: null };

it('leads from its code to its conversation, and keeps no code', async () => {
  await keepInvitation(database.db, 'secret-code', invitation);
  expect(await invitationOf(database.db, 'secret-code', 'page')).toEqual(invitation);
  expect(await invitationOf(database.db, 'secret-cod', 'page')).toBeUndefined();
  const { rows } = await database.pool.query('select * from form_invitations');
  expect(JSON.stringify(rows)).not.toContain('secret-code');
});

it('is worth nothing after three months, and forgotten then', async () => {
  await keepInvitation(database.db, 'old', invitation);
  await database.pool.query("update form_invitations set made_at = now() - interval '91 days'");
  expect(await invitationOf(database.db, 'old', 'page')).toBeUndefined();
  await keepInvitation(database.db, 'new', invitation);
  await forgetOldInvitations(database.db);
  const { rows } = await database.pool.query('select count(*)::int as count from form_invitations');
  expect(rows).toEqual([{ count: 1 }]);
  expect(await invitationOf(database.db, 'new', 'page')).toEqual(invitation);
});

it('is worth one submission: of two pages at once one has it, and keeps it', async () => {
  await keepInvitation(database.db, 'once', invitation);
  const pages = ['one', 'other'];
  const used = await Promise.all(pages.map((page) => takeInvitation(database.db, 'once', page)));
  expect(used.toSorted()).toEqual([false, true]);
  const [owner = '', other = ''] = used[0] ? pages : pages.toReversed();
  expect(await takeInvitation(database.db, 'once', owner)).toBe(true);
  expect(await invitationOf(database.db, 'once', owner)).toEqual(invitation);
  expect(await invitationOf(database.db, 'once', other)).toBeUndefined();
  expect(await takeInvitation(database.db, 'unknown', owner)).toBe(false);
});

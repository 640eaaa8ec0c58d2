import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '#sync/store/database.ts';
import { readEffects } from '#sync/store/effects.ts';
import { readInstance } from '#sync/store/instances.ts';
import { submitForm } from '../../../services/sandbox/src/pipedrive/form.ts';
import { type Sandbox, startSandbox } from '../../../services/sandbox/src/sandbox.ts';
import { type ShadowNode, shadowNode } from '../../kit/shadow-node.ts';
import { openTestStore } from '../../kit/test-store.ts';

const settings = { undoSeconds: 600 };

let database: Database;
let sandbox: Sandbox;
let live: ShadowNode;
let shadow: ShadowNode;
beforeAll(async () => {
  database = await openTestStore();
  sandbox = await startSandbox({ instant: true });
  live = shadowNode({ database, sandbox, shadow: false, settings });
  shadow = shadowNode({ database, sandbox, shadow: true, settings });
});
afterAll(async () => {
  live.close();
  shadow.close();
  await sandbox.stop();
  await database.close();
});

let submittedCount = 0;
async function submitted(node: ShadowNode): Promise<string> {
  submittedCount += 1;
  const email = `personne-${submittedCount}@mairie.example.org`;
  const form = { name: 'Personne Essai', email, phone: '', organization: `Mairie ${submittedCount}` };
  const { personId } = submitForm(sandbox.standIn, form);
  await node.sweep();
  return node.requestOf(personId);
}

/** The undo time passes. */
async function held(requestId: string): Promise<void> {
  await database.pool.query('update effects set due_at = now() where instance_id = $1', [requestId]);
}

const writeCount = () =>
  sandbox.calls.list().filter(({ vendor, method }) => vendor !== 'mail' && method !== 'GET').length;
const decided = async (requestId: string) =>
  (await readEffects(database.db, [requestId])).filter(({ decision }) => decision > 0);
const stepOf = async (requestId: string) => (await readInstance(database.db, requestId))?.step;

describe('switching shadow mode', () => {
  it('off: what was decided in it is rehearsed to its end, never written', async () => {
    const before = writeCount();
    const requestId = await submitted(shadow);
    await shadow.command({ type: 'accept-request', requestId });
    expect((await decided(requestId)).map(({ state }) => state)).toEqual(Array(4).fill('waiting'));
    await held(requestId);
    await live.run(requestId);
    expect(await stepOf(requestId)).toBe('accepted');
    expect(writeCount()).toBe(before);
    expect(sandbox.mailbox.mails).toEqual([]);
    const writes = (await decided(requestId)).map(({ shadow: recorded }) =>
      recorded?.map(({ method }) => method),
    );
    expect(writes).toEqual([['POST'], ['PATCH'], ['PATCH'], ['MAIL']]);
  });

  it('on: what was decided before waits as soon as it comes to a write, and goes on after', async () => {
    const before = writeCount();
    const requestId = await submitted(live);
    await live.command({ type: 'accept-request', requestId });
    await held(requestId);
    await shadow.run(requestId);
    const [first, ...others] = await decided(requestId);
    expect(first).toMatchObject({
      state: 'retrying',
      shadow: null,
      problem: { word: 'retry-later', title: { fr: 'Retenu : Passerelle est en mode ombre' } },
    });
    expect(others.map(({ state }) => state)).toEqual(Array(3).fill('waiting'));
    expect(writeCount()).toBe(before);
    await held(requestId);
    await live.run(requestId);
    expect(await stepOf(requestId)).toBe('accepted');
    expect(writeCount()).toBeGreaterThan(before);
    expect(sandbox.mailbox.mails).toHaveLength(1);
  });

  it('on: the reminder of a document asked for before is not lost in it', async () => {
    const requestId = await submitted(live);
    await live.command({ type: 'ask-for-evidence', requestId, document: 'Une délibération' });
    await held(requestId);
    await live.run(requestId);
    await database.pool.query("update timers set due_at = now() where name = 'evidence-reminder'");
    await shadow.run(requestId);
    const [asked, reminder] = await decided(requestId);
    expect([asked?.state, reminder?.state, reminder?.shadow]).toEqual(['done', 'retrying', null]);
  });

  it('off: the reminder of a document asked for in it stays inside too', async () => {
    const mailCount = sandbox.mailbox.mails.length;
    const requestId = await submitted(shadow);
    await shadow.command({ type: 'ask-for-evidence', requestId, document: 'Une délibération' });
    await held(requestId);
    await shadow.run(requestId);
    await database.pool.query("update timers set due_at = now() where name = 'evidence-reminder'");
    await live.run(requestId);
    expect(
      (await decided(requestId)).map(({ state, shadow: recorded }) => [state, recorded?.length]),
    ).toEqual([
      ['done', 1],
      ['done', 1],
    ]);
    expect(sandbox.mailbox.mails).toHaveLength(mailCount);
  });
});

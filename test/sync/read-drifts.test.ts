import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readEnvironment } from '#sync/environment.ts';
import { readDrifts } from '#sync/read-drifts.ts';
import { type Database, openDatabase } from '#sync/store/database.ts';
import { listDrifts } from '#sync/store/drifts.ts';
import * as acts from '../../services/sandbox/src/pipedrive/acts.ts';
import { accountPartsOf } from '../kit/account-parts.ts';
import { dealIn, inStore, mailsTo, reaches, type Submitted, submitted } from '../kit/flow.ts';
import { eventually, startWorld, type World } from '../kit/start-world.ts';
import { badDay } from '../kit/vendor-trouble.ts';

const consoleToken = 'a token of the console that is long enough';
const colleague = 22;
let world: World;
let database: Database;
let sent: Submitted;
beforeAll(async () => {
  world = await startWorld({ settings: { undoSeconds: 0 }, environment: { CONSOLE_TOKEN: consoleToken } });
  database = await openDatabase({ databaseUrl: world.databaseUrl, dataDir: '', log: () => undefined });
});
afterAll(async () => {
  await database.close();
  await world.stop();
});
beforeEach(async () => {
  sent = await submitted(world);
  await world.command({ type: 'accept-request', requestId: sent.request.id });
  await reaches(world, sent.request.id, 'accepted');
});

async function compareNow() {
  await readDrifts(await accountPartsOf(world, database))(new AbortController().signal);
}
/** Some minutes later, and looked at once more. */
async function compareLater() {
  await inStore(
    world,
    "update drifts set found_at = found_at - interval '3 minutes', seen_at = seen_at - interval '3 minutes'",
  );
  await compareNow();
}
const listed = async () =>
  (await listDrifts(database.db))
    .filter(({ instanceId }) => instanceId === sent.request.id)
    .map(({ kind }) => kind);

const accountOf = (email: string) =>
  world.sandbox.accounts.accounts.filter(({ userName }) => userName === email);

async function removeAccount(email: string) {
  const { ACCOUNTS_SCIM_URL, ACCOUNTS_SCIM_TOKEN } = readEnvironment(world.environment);
  const removal = await fetch(`${ACCOUNTS_SCIM_URL}/Users/${accountOf(email)[0]?.id}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${ACCOUNTS_SCIM_TOKEN}` },
  });
  expect(removal.status).toBe(204);
}

const dealHeardGone = () =>
  eventually(async () => {
    const rows = await inStore(
      world,
      "select from crm_records where entity = 'deal' and id = $1 and deleted",
      [sent.dealId],
    );
    return rows.length === 1;
  });

const consoleAt = (path: string) => `${world.nodes[0]?.url}/console${path}`;
const post = (path: string, fields: Record<string, string>, cookie = '') =>
  fetch(consoleAt(path), {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { cookie, 'accept-language': 'en' },
    redirect: 'manual',
  });
async function signIn(): Promise<string> {
  const signedIn = await post('/sign-in', { name: 'Astreinte', token: consoleToken });
  return (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}
/** Presses a button of the page; what the page says then. */
async function press(kind: string, how: string, cookie: string): Promise<string> {
  return (await post('/drift', { request: sent.request.id, kind, how }, cookie)).text();
}

describe('a difference', () => {
  it('is none right after the decision was carried out', async () => {
    await compareNow();
    await compareLater();
    expect(await listed()).toEqual([]);
  });

  it('of account and deal is listed once it was seen twice, and repaired by a click, once', async () => {
    await removeAccount(sent.email);
    acts.deleteDeal(world.sandbox.standIn, colleague, sent.dealId);
    await dealHeardGone();
    await compareNow();
    expect(await listed()).toEqual([]);
    await compareLater();
    expect((await listed()).toSorted()).toEqual(['account-gone', 'deal-gone']);

    expect(
      (await post('/drift', { request: sent.request.id, kind: 'account-gone', how: 'repair' })).status,
    ).toBe(401);
    const cookie = await signIn();
    const page = await (
      await fetch(consoleAt('/drift'), { headers: { cookie, 'accept-language': 'en' } })
    ).text();
    expect(page).toContain('The account is no longer in the directory');
    expect(page).toContain('Repair : The deal is no longer in Pipedrive');
    // Organizations of the tests bear the address of their person.
    expect(page).not.toContain(sent.email);

    const mailsBefore = mailsTo(world, sent.email).length;
    const answers = await Promise.all([1, 2].map(() => press('account-gone', 'repair', cookie)));
    expect(answers.filter((answer) => answer.includes('The repair is under way'))).toHaveLength(1);
    expect(answers.filter((answer) => answer.includes('somebody is at it already'))).toHaveLength(1);
    expect(await press('deal-gone', 'repair', cookie)).toContain('The repair is under way');
    await eventually(async () => mailsTo(world, sent.email).length > mailsBefore, 30_000);
    expect(accountOf(sent.email)).toHaveLength(1);
    const deal = await eventually(async () => {
      const { dealId } = await world.request(sent.request.id);
      return dealId !== sent.dealId && dealId !== null && dealIn(world, dealId);
    }, 30_000);
    expect(deal).toMatchObject({ status: 'open', person_id: sent.personId });
    await eventually(async () => {
      await compareLater();
      return (
        (await inStore(world, 'select from drifts where instance_id = $1', [sent.request.id])).length === 0
      );
    }, 30_000);
    const events = await inStore<{ by: string; drift: string }>(
      world,
      `select event -> 'by' ->> 'name' as by, event ->> 'drift' as drift from journal
       where instance_id = $1 and event ->> 'type' = 'repair-requested' and outcome = 'advanced' order by drift`,
      [sent.request.id],
    );
    expect(events).toEqual([
      { by: 'Astreinte', drift: 'account-gone' },
      { by: 'Astreinte', drift: 'deal-gone' },
    ]);
  });

  it('that is right so is listed no more, and the story tells who said it', async () => {
    await removeAccount(sent.email);
    await compareNow();
    await compareLater();
    const cookie = await signIn();
    expect(await press('account-gone', 'accept', cookie)).toContain('It is noted in the story');
    expect(await press('account-gone', 'repair', cookie)).toContain('Nothing was done');
    await compareLater();
    expect(await listed()).toEqual([]);
    const story = await fetch(consoleAt(`/story?find=${sent.request.id}`), {
      headers: { cookie, 'accept-language': 'en' },
    });
    const words = await story.text();
    expect(words).toContain('drift-accepted');
    expect(words).toContain('Astreinte');
  });

  it('is not seen by a directory that does not answer, nor in what was decided in shadow', async () => {
    await removeAccount(sent.email);
    await compareNow();
    const wellAgain = badDay(world, {
      vendor: 'accounts',
      kind: '500',
      match: { pathPrefix: '/scim/v2/Users' },
    });
    await compareLater();
    expect(await listed()).toEqual([]);
    wellAgain();
    await compareLater();
    expect(await listed()).toEqual(['account-gone']);
    await inStore(world, 'delete from drifts');
    await inStore(
      world,
      `update effects set shadow = '[]' where instance_id = $1 and kind = 'ensure-admin-account'`,
      [sent.request.id],
    );
    await compareNow();
    await compareLater();
    expect(await listed()).toEqual([]);
  });

  it('is none where a deal was merged into another one of the organization', async () => {
    const other = acts.createDeal(world.sandbox.standIn, colleague, {
      title: 'Contrat',
      org_id: sent.organizationId,
    });
    acts.mergeDeals(world.sandbox.standIn, colleague, sent.dealId, other.id);
    await dealHeardGone();
    await compareNow();
    await compareLater();
    expect(await listed()).toEqual([]);
  });
});

import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import {
  beginPost,
  endPost,
  forgetMessage,
  giveUpPost,
  messageAt,
  messagesOf,
  renameChannel,
} from '#sync/store/approval-messages.ts';
import { delegationOf, delegationsAt, endDelegation, keepDelegation } from '#sync/store/delegations.ts';
import { beginDigest, endDigest, giveUpDigest, isDigestPosted } from '#sync/store/slack-digests.ts';
import { forgetSeenRequests, rememberRequests } from '#sync/store/slack-seen.ts';
import {
  forgetWorkspace,
  keepWorkspace,
  listWorkspaces,
  noteWorkspaceProblem,
  workspaceOf,
} from '#sync/store/slack-workspaces.ts';
import { company, writtenInstance } from '../../kit/store-rows.ts';
import { storeStage } from '../../kit/test-store.ts';

const stage = storeStage();

it('a post that left is looked for, one that was refused is not', async () => {
  const key = { instanceId: await writtenInstance(stage.db, {}), company, channel: 'C1' };
  expect(await beginPost(stage.db, key)).toBeNull();
  expect(await beginPost(stage.db, key)).toBeInstanceOf(Date);
  await giveUpPost(stage.db, key);
  expect(await beginPost(stage.db, key)).toBeNull();
  const posted = await endPost(stage.db, key, { ts: '1.1', shown: 'digest', revision: 3 });
  expect(posted).toMatchObject({ ts: '1.1', postingSince: null, shown: 'digest' });
  expect(await beginPost(stage.db, key)).toBe('posted');
  await giveUpPost(stage.db, key);
  expect(await messagesOf(stage.db, key.instanceId)).toMatchObject([{ ts: '1.1' }]);
});

it('a message is found by where it stands, and no more once it is deleted', async () => {
  const key = { instanceId: await writtenInstance(stage.db, {}), company, channel: 'C2' };
  await beginPost(stage.db, key);
  await endPost(stage.db, key, { ts: '2.1', shown: 'digest', revision: 1 });
  expect(await messageAt(stage.db, 'C2', '2.1')).toMatchObject({ instanceId: key.instanceId, company });
  expect(await messageAt(stage.db, 'C1', '2.1')).toBeUndefined();
  await renameChannel(stage.db, company, { from: 'C2', to: 'C3' });
  expect(await messageAt(stage.db, 'C3', '2.1')).toMatchObject({ instanceId: key.instanceId });
  await forgetMessage(stage.db, { ...key, channel: 'C3' });
  expect(await messageAt(stage.db, 'C3', '2.1')).toBeUndefined();
  expect(await beginPost(stage.db, { ...key, channel: 'C3' })).toBeNull();
});

it('a request of Slack is let in once, also when two come together', async () => {
  const [one, two] = [randomUUID(), randomUUID()];
  expect(await rememberRequests(stage.db, [one, two, one])).toEqual([true, true, false]);
  expect(await rememberRequests(stage.db, [two, randomUUID()])).toEqual([false, true]);
  const same = randomUUID();
  const both = await Promise.all([rememberRequests(stage.db, [same]), rememberRequests(stage.db, [same])]);
  expect(both.flat().toSorted()).toEqual([false, true]);
});

it('requests of Slack are remembered for a day', async () => {
  const [old, young] = [randomUUID(), randomUUID()];
  await rememberRequests(stage.db, [old, young]);
  await stage.opened.pool.query(
    "update slack_requests_seen set seen_at = now() - interval '25 hours' where signature = $1",
    [old],
  );
  await forgetSeenRequests(stage.db);
  expect(await rememberRequests(stage.db, [old, young])).toEqual([true, false]);
});

it('a delegation holds for its time, and a new one takes its place', async () => {
  const [now, hourMs] = [Date.now(), 3_600_000];
  const at = (hours: number) => new Date(now + hours * hourMs);
  const made = { company, staffId: 21, delegateId: 22, fromAt: at(-1), untilAt: at(2) };
  await keepDelegation(stage.db, made);
  expect(await delegationsAt(stage.db, company, at(1))).toEqual([made]);
  expect(await delegationsAt(stage.db, company, at(2))).toEqual([]);
  expect(await delegationsAt(stage.db, 'another', at(1))).toEqual([]);
  const later = { ...made, delegateId: 23, fromAt: at(5), untilAt: at(6) };
  await keepDelegation(stage.db, later);
  expect(await delegationsAt(stage.db, company, at(1))).toEqual([]);
  expect(await delegationOf(stage.db, company, 21)).toEqual(later);
  expect(await endDelegation(stage.db, company, 21)).toBe(true);
  expect(await endDelegation(stage.db, company, 21)).toBe(false);
  expect(await delegationOf(stage.db, company, 21)).toBeUndefined();
});

it('a workspace decides for one company, and a company has one', async () => {
  await stage.opened.pool.query(
    "insert into companies (id, name, api_url, state) values ('w1', '', 'https://a', 'active'), ('w2', '', 'https://b', 'active')",
  );
  const ids = {
    enterpriseId: null,
    teamName: 'Mairie',
    botId: 'B1',
    botUserId: 'U1',
    scopes: ['chat:write'],
  };
  const ofFirst = { ...ids, company: 'w1', teamId: 'T1', botToken: 'sealed' };
  expect(await keepWorkspace(stage.db, ofFirst)).toBe(true);
  expect(await keepWorkspace(stage.db, { ...ofFirst, company: 'w2' })).toBe(false);
  const problem = {
    word: 'sign-in-again',
    title: { fr: 'Jeton', en: 'Token' },
    detail: { fr: 'Réinstaller.', en: 'Install again.' },
  } as const;
  await noteWorkspaceProblem(stage.db, 'w1', problem);
  expect((await workspaceOf(stage.db, 'w1'))?.problem).toEqual(problem);
  expect(await keepWorkspace(stage.db, { ...ofFirst, teamId: 'T2', botToken: 'another' })).toBe(true);
  expect(await workspaceOf(stage.db, 'w1')).toMatchObject({
    team_id: 'T2',
    bot_token: 'another',
    problem: null,
  });
  expect(await keepWorkspace(stage.db, { ...ofFirst, company: 'w2' })).toBe(true);
  expect(await forgetWorkspace(stage.db, 'T2')).toBe('w1');
  expect((await listWorkspaces(stage.db)).map((row) => row.company)).toEqual(['w2']);
});

it('a day has one digest', async () => {
  const key = { company, day: '2026-11-23', channel: 'C1' };
  expect(await beginDigest(stage.db, key)).toBeNull();
  expect(await beginDigest(stage.db, key)).toBeInstanceOf(Date);
  await giveUpDigest(stage.db, key);
  expect(await beginDigest(stage.db, key)).toBeNull();
  expect(await isDigestPosted(stage.db, key)).toBe(false);
  await endDigest(stage.db, key);
  expect(await beginDigest(stage.db, key)).toBe('posted');
  expect(await isDigestPosted(stage.db, key)).toBe(true);
  expect(await isDigestPosted(stage.db, { company, day: '2026-11-24' })).toBe(false);
});

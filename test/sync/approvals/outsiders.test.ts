import { afterAll, beforeAll, expect, it } from 'vitest';
import { createRecognition } from '#sync/approvals/person-of-slack.ts';
import { createStandIn } from '#sync/approvals/stand-in.ts';
import { type WhyUnknown, whyUnknown } from '#sync/approvals/why-not.ts';
import type { SlackPerson } from '#sync/connectors/slack/port.ts';
import type { Workspace } from '#sync/slack/workspace.ts';
import { sales } from '../../kit/account-request-samples.ts';
import { type AnnouncedRequests, announcedRequests } from '../../kit/announced-requests.ts';
import { somebody } from '../../kit/slack-door.ts';

let requests: AnnouncedRequests;
beforeAll(async () => {
  requests = await announcedRequests();
  await requests.follower.stop();
});
afterAll(() => requests.stop());

let count = 0;
/** Who somebody is whose address is that of a decider, as their own administrator confirms. */
function recognised(ours: Partial<Workspace>, told: Partial<SlackPerson>, teamId: string) {
  const { db, companies } = requests.options;
  const { companyOf } = companies;
  const email = companyOf('1001').staff.find(({ id }) => id === sales)?.email ?? '';
  const person = async (id: string) => somebody(id, email, told);
  const slack = { ...requests.slack, person };
  const names = { companyId: '1001', teamId: 'T1', teamName: 'Team', enterpriseId: null, botId: 'B1' };
  const workspace: Workspace = { ...names, ...ours, background: slack, interactive: slack };
  const parts = { db, companies: { companyOf, serves: () => true }, standIn: createStandIn(db) };
  count += 1;
  return createRecognition(parts)(workspace, { teamId, userId: `U0OUTSIDER${count}` });
}

const grid = { enterpriseId: 'E1' };

it.each([
  ['of our workspace', {}, { teamId: 'T1' }, 'T1'],
  ['of whom Slack tells nothing more', {}, { teamId: '' }, 'T1'],
  ['of our workspace, in an organization', grid, { teamId: 'T1' }, 'T1'],
  ['of another workspace of our organization', grid, { teamId: 'T2', enterpriseId: 'E1' }, 'T2'],
])('somebody %s is who they are', async (_who, ours, told, teamId) => {
  expect(await recognised(ours, told, teamId)).toMatchObject({ caller: { staff: { id: sales } } });
});

it.each<[string, Partial<Workspace>, Partial<SlackPerson>, string, WhyUnknown]>([
  ['of another workspace', {}, { teamId: 'T9' }, 'T9', 'other-workspace'],
  ['whom the request calls ours, and Slack does not', {}, { teamId: 'T9' }, 'T1', 'other-workspace'],
  ['of another workspace, before an organization', grid, { teamId: 'T9' }, 'T9', 'other-workspace'],
  ['of another organization', grid, { teamId: 'T9', enterpriseId: 'E9' }, 'T9', 'other-workspace'],
  ['of whom nothing is told, before an organization', grid, { teamId: '' }, 'T9', 'other-workspace'],
  ['whom Slack calls a stranger', grid, { enterpriseId: 'E1', isStranger: true }, 'T1', 'other-workspace'],
  ['whose workspace we do not know yet', { teamId: null }, { teamId: 'T1' }, 'T1', 'slack-silent'],
])('somebody %s is nobody, whatever their address is', async (_who, ours, told, teamId, why) => {
  const found = await recognised(ours, told, teamId);
  expect(found).toMatchObject({ caller: null, whyNot: whyUnknown(why, { email: null }) });
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import type { StaffMember } from '#core/model/staff-member.ts';
import { createRecognition } from '#sync/approvals/person-of-slack.ts';
import { createStandIn } from '#sync/approvals/stand-in.ts';
import { whyUnknown } from '#sync/approvals/why-not.ts';
import type { Workspace } from '#sync/slack/workspace.ts';
import { sales } from '../../kit/account-request-samples.ts';
import { type AnnouncedRequests, announcedRequests } from '../../kit/announced-requests.ts';
import { somebody } from '../../kit/slack-door.ts';

let requests: AnnouncedRequests;
let team: StaffMember[];
beforeAll(async () => {
  requests = await announcedRequests();
  await requests.follower.stop();
  team = requests.options.companies.companyOf('1001').staff;
});
afterAll(() => requests.stop());

/** Slack, the team as far as it was read, and how often Slack was asked. */
function meeting(userId: string, { isGuest = false } = {}) {
  const known: { staff: StaffMember[]; asked: number } = { staff: [], asked: 0 };
  const { db, companies } = requests.options;
  const email = team.find(({ id }) => id === sales)?.email ?? '';
  const person = async (id: string) => {
    known.asked += 1;
    return somebody(id, email, { isGuest });
  };
  const company = companies.companyOf('1001');
  const recognise = createRecognition({
    db,
    companies: { companyOf: () => ({ ...company, staff: known.staff }), serves: () => true },
    standIn: createStandIn(db),
  });
  const names = { companyId: '1001', teamId: 'T1', teamName: 'Team', enterpriseId: null, botId: 'B1' };
  const slack = { ...requests.slack, person };
  const workspace: Workspace = { ...names, background: slack, interactive: slack };
  return { known, recognise: () => recognise(workspace, { teamId: 'T1', userId }) };
}

it('knows somebody who came before the team was read as soon as it is', async () => {
  const { known, recognise } = meeting('U0EARLY');
  const early = await recognise();
  expect(early).toMatchObject({ caller: null, whyNot: whyUnknown('staff-not-read', { email: null }) });
  known.staff = team;
  expect(await recognise()).toMatchObject({ caller: { staff: { id: sales }, surface: 'slack' } });
});

it('does not forget who somebody is where the team could not be read', async () => {
  const { known, recognise } = meeting('U0KNOWN');
  known.staff = team;
  await recognise();
  known.staff = [];
  await requests.options.db
    .updateTable('slack_people')
    .set({ checked_at: new Date(0) })
    .execute();
  expect(await recognise()).toMatchObject({ caller: null, person: { staff_id: sales } });
  const { asked } = known;
  known.staff = team;
  expect(await recognise()).toMatchObject({ caller: { staff: { id: sales } } });
  expect(known.asked).toBe(asked);
});

it('does not ask Slack at each press of a guest who has the address of somebody of the team', async () => {
  const { known, recognise } = meeting('U0GUEST', { isGuest: true });
  known.staff = team;
  for (let press = 0; press < 3; press += 1)
    expect(await recognise()).toMatchObject({ caller: null, person: { is_guest: true } });
  expect(known.asked).toBe(1);
});

import type { HomeView } from '@slack/types';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { WantedHome } from '#sync/approvals/acting.ts';
import { createHomeFollower } from '#sync/approvals/follow-homes.ts';
import type { Recognised } from '#sync/approvals/person-of-slack.ts';
import { keptHome, showHome } from '#sync/approvals/show-home.ts';
import { createHomes } from '#sync/approvals/show-home-of.ts';
import type { Workspace } from '#sync/slack/workspace.ts';
import { keepDelegation } from '#sync/store/delegations.ts';
import { keepPerson, noteHome, slackPerson } from '#sync/store/slack-people.ts';
import { slackError } from '../../fakes/fake-slack.ts';
import { evidenceRequest, manager, sales } from '../../kit/account-request-samples.ts';
import { type AnnouncedRequests, announcedRequests } from '../../kit/announced-requests.ts';

let world: AnnouncedRequests;
beforeAll(async () => {
  world = await announcedRequests();
  await world.follower.stop();
});
afterAll(() => world.stop());
beforeEach(async () => {
  world.slack.homes.clear();
  world.slack.calls.length = 0;
  world.company.settings = {};
  world.clock.aheadMs = 0;
  await world.database.pool.query('delete from instances; delete from slack_people; delete from delegations');
});

const user = { teamId: 'T1', userId: 'U21' };

async function recognised(
  staffId = sales,
  { language = 'fr' as const, mayDecide = true } = {},
): Promise<Recognised> {
  const company = world.options.companies.companyOf('1001');
  const staff = company.staff.find(({ id }) => id === staffId);
  const userId = `U${staffId}`;
  const more = { email: null, name: 'X', isGuest: false, language, timeZone: null };
  await keepPerson(world.options.db, { company: '1001', teamId: 'T1', userId, staffId, ...more });
  const person = await slackPerson(world.options.db, 'T1', userId);
  if (!staff || !person) throw new Error('nobody');
  return { caller: { company, staff, language, mayDecide, mayConfigure: false, surface: 'slack' }, person };
}

const show = async (
  who: Recognised,
  wanted: Partial<{ chosen: 'pending' | 'awaiting-evidence' | 'failed'; page: number; notice: string }> = {},
) => {
  const { chosen = 'pending', page = 1, notice = null } = wanted;
  const home = { companyId: '1001', user, recognised: who, chosen, page, notice };
  await showHome(world.options, world.slack, home);
  return JSON.stringify(world.slack.homes.get('U21'));
};

describe('the Home of somebody', () => {
  it('shows what waits, with the buttons of the messages', async () => {
    await world.request({ organization: 'Mairie de Lannion' });
    const evidence = await world.request({ organization: 'Mairie de Morlaix' });
    await world.tell(evidence, evidenceRequest());
    const who = await recognised();
    const pending = await show(who);
    expect(pending).toContain('Mairie de Lannion');
    expect(pending).not.toContain('Mairie de Morlaix');
    expect(pending).toContain('accept-request');
    expect(await show(who, { chosen: 'awaiting-evidence' })).toContain('Mairie de Morlaix');
  });

  it('shows nothing that the person may not see, nor counts it', async () => {
    const id = await world.request({ organization: 'Mairie secrète' });
    await world.database.pool.query(
      `with audience as (insert into audiences (company, key, everybody, staff_ids)
         values ('1001', gen_random_uuid()::text, false, '{22}') returning id)
       update instances set audience_id = audience.id from audience where instances.id = $1`,
      [id],
    );
    const hidden = await show(await recognised(sales));
    expect(hidden).not.toContain('secrète');
    expect(hidden).toContain('*0*');
    const seen = await show(await recognised(manager));
    expect(seen).toContain('secrète');
    expect(seen).toContain('*1*');
  });

  it('says why somebody may not decide, and has no button for it', async () => {
    await world.request({ organization: 'Mairie de Lannion' });
    const home = await show(await recognised(sales, { mayDecide: false }));
    expect(home).toContain('Mairie de Lannion');
    expect(home).toContain('Seules ces personnes décident');
    expect(home).not.toContain('accept-request');
  });

  it('says why somebody is nobody of ours, and shows nothing', async () => {
    await world.request({ organization: 'Mairie de Lannion' });
    const whyNot = { fr: 'Les invités ne décident pas.', en: 'Guests do not decide.' };
    const home = await show({ caller: null, person: null, language: 'en', whyNot });
    expect(home).toContain('Guests do not decide.');
    expect(home).not.toContain('Lannion');
    expect(home).not.toContain('accept-request');
  });

  it('has pages, and gives the last one to who asks for more', async () => {
    for (let index = 0; index < 23; index += 1) await world.request({ organization: `Mairie ${index}` });
    const who = await recognised();
    const blocks = (world.slack.homes.get('U21') as HomeView | undefined)?.blocks.length ?? 0;
    expect(blocks).toBeLessThanOrEqual(100);
    expect(await show(who)).toContain('Page 1');
    const last = await show(who, { page: 9 });
    expect(last.match(/accept-request/g)).toHaveLength(3);
  });

  it('tells what the last press led to, and who decides meanwhile', async () => {
    const untilAt = new Date(Date.now() + 86_400_000);
    const away = { company: '1001', staffId: sales, delegateId: manager, fromAt: new Date(), untilAt };
    await keepDelegation(world.options.db, away);
    const home = await show(await recognised(), { notice: 'Déjà acceptée par quelqu’un.' });
    expect(home).toContain('Déjà acceptée par quelqu’un.');
    expect(home).toContain('Responsable commercial');
  });

  it('is remembered with its part and page', async () => {
    await show(await recognised(), { chosen: 'failed', page: 2 });
    const kept = await slackPerson(world.options.db, 'T1', 'U21');
    expect(keptHome(kept?.home)).toEqual({ chosen: 'failed', page: 2 });
    expect(keptHome({ section: 'of another release', page: 'x' })).toEqual({ chosen: 'pending', page: 1 });
  });
});

describe('Homes that follow', () => {
  const paces = { debounceMs: 20, gapMs: 0 };
  const follow = (who: Map<string, Recognised>) =>
    createHomeFollower({
      ...world.options,
      paces,
      recogniseFor: async (_company, { userId }) => who.get(userId),
    });

  it('are shown anew once after many changes, for those who opened theirs this week', async () => {
    const who = new Map([
      [`U${sales}`, await recognised(sales)],
      [`U${manager}`, await recognised(manager)],
    ]);
    await show(await recognised(sales));
    world.slack.homes.clear();
    world.slack.calls.length = 0;
    await world.request({ organization: 'Mairie de Lannion' });
    const homes = follow(who);
    for (let index = 0; index < 10; index += 1) homes.changed('1001');
    await expect.poll(() => JSON.stringify(world.slack.homes.get('U21'))).toContain('Mairie de Lannion');
    world.clock.aheadMs = 8 * 86_400_000;
    homes.changed('1001');
    await new Promise((resolve) => setTimeout(resolve, 150));
    await homes.stop();
    expect(world.slack.calls).toEqual(['publishHome U21']);
  });

  it('one that Slack refuses keeps no other one waiting', async () => {
    const who = new Map<string, Recognised>();
    for (const id of [sales, manager]) {
      const one = await recognised(id);
      who.set(`U${id}`, one);
      const recognisedUser = { teamId: 'T1', userId: `U${id}` };
      const home = { companyId: '1001', user: recognisedUser, recognised: one, chosen: 'pending' as const };
      await showHome(world.options, world.slack, { ...home, page: 1, notice: null });
    }
    world.slack.homes.clear();
    world.slack.trouble('publishHome', slackError('not-found'));
    const homes = follow(who);
    homes.changed('1001');
    await expect.poll(() => world.slack.homes.size).toBe(1);
    await homes.stop();
  });

  it('show the page that somebody turned to since the round began', async () => {
    const first = await recognised(manager);
    const asked = Promise.withResolvers<void>();
    for (const id of [sales, manager]) {
      const home = {
        companyId: '1001',
        user: { teamId: 'T1', userId: `U${id}` },
        recognised: await recognised(id),
      };
      await showHome(world.options, world.slack, { ...home, chosen: 'pending', page: 1, notice: null });
    }
    world.slack.homes.clear();
    const homes = createHomeFollower({
      ...world.options,
      paces,
      recogniseFor: async (_company, { userId }) => {
        if (userId === `U${manager}`) await asked.promise;
        return userId === `U${manager}` ? first : recognised(sales);
      },
    });
    homes.changed('1001');
    await new Promise((resolve) => setTimeout(resolve, 100));
    await noteHome(world.options.db, user, { section: 'failed', page: 1 });
    asked.resolve();
    await expect.poll(() => world.slack.homes.has('U21')).toBe(true);
    await homes.stop();
    const fromNow = JSON.stringify(world.slack.homes.get('U21'));
    await show(await recognised(), { chosen: 'failed' });
    expect(fromNow).toBe(JSON.stringify(world.slack.homes.get('U21')));
  });
});

describe('Homes that are wanted while one is on its way', () => {
  const workspaceOf = (slack: typeof world.slack): Workspace => ({
    ...{ companyId: '1001', teamId: 'T1', teamName: '', enterpriseId: null, botId: 'B1' },
    background: slack,
    interactive: slack,
  });

  it('follow as one, with the section and the notice that were wanted', async () => {
    const who = await recognised();
    const { person } = who;
    if (!person) throw new Error('nobody');
    const opened = Promise.withResolvers<void>();
    const homes = createHomes(world.options, async () => {
      await opened.promise;
      return who;
    });
    const wanted = (more: WantedHome) => homes(workspaceOf(world.slack), person, more);
    const all = [
      wanted({ notice: null }),
      wanted({ section: 'failed', page: 1, notice: null }),
      wanted({ notice: 'Déjà refusée.' }),
      wanted({ notice: null }),
    ];
    // The first one fails: what follows shows all of it.
    world.slack.trouble('publishHome', slackError('retry-later'));
    opened.resolve();
    await Promise.all(all);
    expect(world.slack.calls).toEqual(['publishHome U21', 'publishHome U21']);
    expect(JSON.stringify(world.slack.homes.get('U21'))).toContain('Déjà refusée.');
    const kept = await slackPerson(world.options.db, 'T1', 'U21');
    expect(keptHome(kept?.home).chosen).toBe('failed');
    // A later one by somebody who was read before the section was turned.
    await wanted({ notice: null });
    expect(keptHome((await slackPerson(world.options.db, 'T1', 'U21'))?.home).chosen).toBe('failed');
  });
});

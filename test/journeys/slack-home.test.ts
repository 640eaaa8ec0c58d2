import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { slackIds } from '../../services/sandbox/src/slack/seed-slack.ts';
import { inStore, reaches, submitted } from '../kit/flow.ts';
import { answered, homeOf, openedHome, pressAtHome } from '../kit/slack-visits.ts';
import { actionsOf, buttonsOf, messageOf, textsIn } from '../kit/slack-world.ts';
import { eventually, startWorld, type World } from '../kit/start-world.ts';

const { sales, manager, trainee, stranger, guest } = slackIds;
let world: World;
beforeEach(async () => {
  world = await startWorld({ slack: true, settings: everyDay });
});
afterEach(() => world.stop());

/** An answer is promised for the day on which a request comes, whatever day that is. */
const everyDay = { workingDays: [1, 2, 3, 4, 5, 6, 7], promises: { answerDays: 0 } };

describe('the Home', () => {
  it('counts each part, follows by itself, and its buttons decide', async () => {
    const waiting = await submitted(world, { organization: 'Mairie A' });
    const asked = await submitted(world, { organization: 'Mairie B' });
    const failing = await submitted(world, { organization: 'Mairie C' });
    await world.command({ type: 'ask-for-evidence', requestId: asked.request.id, document: 'SIRET' });
    world.sandbox.misbehaviour.add({ vendor: 'accounts', kind: '400', match: { method: 'POST' } });
    await world.command({ type: 'accept-request', requestId: failing.request.id });
    await eventually(async () =>
      (await world.request(failing.request.id)).effects.some(({ state }) => state === 'dead-letter'),
    );
    const home = await openedHome(world, sales);
    expect(countsIn(textsIn(home))).toMatchObject({
      'À décider': 1,
      'Justificatif attendu': 1,
      'En échec': 1,
      'Réponse promise aujourd’hui': 1,
      'En retard': 0,
    });
    expect(textsIn(home)).toContain('Mairie A');
    expect(textsIn(home)).not.toContain('Mairie C');
    await pressAtHome(world, sales, 'home-section', 'home-section:failed');
    const failed = await homeOf(world, sales, (words) => words.includes('Mairie C'));
    expect(actionsOf(failed)).toContain('retry-effect');
    world.sandbox.misbehaviour.clear();
    await pressAtHome(world, sales, 'retry-effect');
    await reaches(world, failing.request.id, 'accepted');
    await homeOf(world, sales, (words) => countsIn(words)['En échec'] === 0);

    await pressAtHome(world, sales, 'home-section', 'home-section:pending');
    await homeOf(world, sales, (words) => words.includes('Mairie A'));
    await pressAtHome(world, sales, 'accept-request');
    const accepted = await reaches(world, waiting.request.id, 'accepted');
    expect(accepted.decidedFrom).toBe('slack');
    await homeOf(world, sales, (words) => countsIn(words)['À décider'] === 0);
    await messageOf(world, waiting.request.id, (each) => textsIn(each).includes('Acceptée'));
    // Nobody presses: a request that comes is shown by itself.
    await submitted(world, { organization: 'Mairie D' });
    await homeOf(world, sales, (words) => words.includes('Mairie D'));
  }, 60_000);

  it('is in the language of its reader, and says why somebody may not decide or sees nothing', async () => {
    await submitted(world, { organization: 'Mairie A' });
    const english = await openedHome(world, manager);
    expect(textsIn(english)).toContain('To decide');
    expect(actionsOf(english)).toContain('accept-request');
    const looking = await openedHome(world, trainee);
    expect(textsIn(looking)).toContain('Seules ces personnes décident');
    expect(textsIn(looking)).toContain('Mairie A');
    expect(actionsOf(looking)).not.toContain('accept-request');
    for (const [user, why] of [
      [stranger, 'Aucun utilisateur actif de Pipedrive'],
      [guest, 'Les invités Slack ne décident pas'],
    ] as const) {
      const home = await openedHome(world, user);
      expect(textsIn(home)).toContain(why);
      expect(textsIn(home)).not.toContain('Mairie A');
      expect(buttonsOf(home)).toEqual([]);
    }
  });
});

it('is of one person: what somebody may not see is neither shown, counted nor found, and bears no name', async () => {
  const { request, email } = await submitted(world, { organization: 'Mairie secrète' });
  await messageOf(world, request.id, (each) => textsIn(each).includes('Mairie secrète'));
  await inStore(
    world,
    `with audience as (insert into audiences (company, key, everybody, staff_ids)
          select company, 'the manager', false, '{22}' from instances where id = $1 returning id)
        update instances set audience_id = audience.id,
            state = jsonb_set(state, '{submittedAt}', '"2026-01-05T08:00:00Z"')
          from audience where instances.id = $1`,
    [request.id],
  );
  const hidden = await openedHome(world, sales);
  expect(textsIn(hidden)).not.toContain('secrète');
  expect(countsIn(textsIn(hidden))).toMatchObject({ 'À décider': 0, 'En retard': 0 });
  expect(await answered(world, sales, email)).not.toContain('secrète');
  const seen = await openedHome(world, manager);
  expect(textsIn(seen)).toContain('secrète');
  expect(countsIn(textsIn(seen))).toMatchObject({ 'To decide': 1, Late: 1 });
  expect(await answered(world, manager, email)).toContain('secrète');
  const message = await messageOf(world, request.id, (each) => !textsIn(each).includes('secrète'));
  expect(textsIn(message)).not.toContain(email);
  expect(actionsOf(message)).toContain('accept-request');
});

/** The parts of the queue with how much stands in each, as written: "▸ *À décider* · *1*", "En échec · 0". */
function countsIn(words: string): Record<string, number> {
  const found = words.matchAll(/^(?:▸ )?\*?([^*·\n]+?)\*? · \*?(\d+)\*?$/gm);
  return Object.fromEntries([...found].map(([, name = '', count]) => [name, Number(count)]));
}

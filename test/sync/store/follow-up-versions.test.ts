import { describe, expect, it } from 'vitest';
import type { FollowUpContent } from '#core/follow-up-version.ts';
import type { FollowUpRule } from '#core/settings-conversion.ts';
import { readFollowUpVersion, takeUpFollowUps } from '#sync/store/follow-up-versions.ts';
import { aVersion } from '../../kit/conversion-samples.ts';
import { storeStage } from '../../kit/test-store.ts';

const stage = storeStage();
let companies = 0;
/** Each test has a company of its own. */
const newCompany = () => `company-${++companies}`;

function content(subject: string, rule: Partial<FollowUpRule> = {}): FollowUpContent {
  const text = { subject, text: 'Bonjour', html: '' };
  return { rule: aVersion(rule).rule, texts: { 'follow-up-first': { fr: text } } };
}

const numbers = (versions: Awaited<ReturnType<typeof takeUpFollowUps>>) =>
  versions.map(({ key, number, isCurrent }) => `${key} ${number}${isCurrent ? ' current' : ''}`);

describe('versions of rules', () => {
  it('the same rule and the same words are the same version, however often they are taken up', async () => {
    const company = newCompany();
    const first = await takeUpFollowUps(stage.db, company, [content('Un')]);
    expect(first).toMatchObject([{ key: 'suspects', number: 1, isCurrent: true, ...content('Un') }]);
    expect(Date.parse(first[0]?.since ?? '')).toBeGreaterThan(Date.now() - 60_000);
    expect(await takeUpFollowUps(stage.db, company, [content('Un')])).toEqual(first);
  });

  it('other words or another rule are the next version; what was before stays as it was', async () => {
    const company = newCompany();
    await takeUpFollowUps(stage.db, company, [content('Un')]);
    await takeUpFollowUps(stage.db, company, [content('Deux')]);
    const versions = await takeUpFollowUps(stage.db, company, [content('Deux', { once: false })]);
    expect(numbers(versions)).toEqual(['suspects 3 current', 'suspects 2', 'suspects 1']);
    expect(versions.map(({ texts }) => texts['follow-up-first']?.fr?.subject)).toEqual([
      'Deux',
      'Deux',
      'Un',
    ]);
    expect(versions.map(({ rule }) => rule.once)).toEqual([false, true, true]);
  });

  it('going back is a version of its own: what ran meanwhile is told apart', async () => {
    const company = newCompany();
    for (const subject of ['Un', 'Deux', 'Un']) await takeUpFollowUps(stage.db, company, [content(subject)]);
    const versions = await takeUpFollowUps(stage.db, company, [content('Un')]);
    expect(numbers(versions)).toEqual(['suspects 3 current', 'suspects 2', 'suspects 1']);
  });

  it('a rule that was taken away is current no more, and still there for who runs in it', async () => {
    const company = newCompany();
    await takeUpFollowUps(stage.db, company, [content('Un'), content('Autre', { key: 'silent' })]);
    const versions = await takeUpFollowUps(stage.db, company, [content('Autre', { key: 'silent' })]);
    expect(numbers(versions)).toEqual(['silent 1 current', 'suspects 1']);
  });

  it('are made once when nodes take the same settings up at the same moment', async () => {
    const company = newCompany();
    const nodes = Array.from({ length: 6 }, () => takeUpFollowUps(stage.db, company, [content('Un')]));
    for (const versions of await Promise.all(nodes))
      expect(numbers(versions)).toEqual(['suspects 1 current']);
  });

  it('are of one company', async () => {
    await takeUpFollowUps(stage.db, newCompany(), [content('Un')]);
    expect(await takeUpFollowUps(stage.db, newCompany(), [])).toEqual([]);
  });

  it('are read one by one; none, and one of another release, are nobody’s', async () => {
    const company = newCompany();
    await takeUpFollowUps(stage.db, company, [content('Un')]);
    expect(await readFollowUpVersion(stage.db, company, { rule: 'suspects', number: 1 })).toEqual(
      content('Un'),
    );
    expect(await readFollowUpVersion(stage.db, company, { rule: 'suspects', number: 2 })).toBeNull();
    await stage.db
      .updateTable('follow_up_versions')
      .set({ content: '{"rule":1}' })
      .where('company', '=', company)
      .execute();
    expect(await readFollowUpVersion(stage.db, company, { rule: 'suspects', number: 1 })).toBeNull();
    const versions = await takeUpFollowUps(stage.db, company, [content('Un')]);
    expect(numbers(versions)).toEqual(['suspects 2 current']);
  });
});

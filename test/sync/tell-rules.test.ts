import { sql } from 'kysely';
import { expect, it } from 'vitest';
import type { Company } from '#core/company.ts';
import { FollowUpRule } from '#core/settings-conversion.ts';
import { type RulesParts, tellRules } from '#sync/tell-rules.ts';
import { aSuspectsDeal, crmOn, following } from '../kit/conversion-store.ts';
import { storeStage } from '../kit/test-store.ts';

const stage = storeStage();
const crm = crmOn(stage);
const { signal } = new AbortController();

/** Whoever nobody was in touch with for a day gets a task. */
function ruled(company: Company, number: number): Company {
  const rule = FollowUpRule.parse({
    key: 'relance',
    label: { fr: 'Relance', en: 'Follow-up' },
    when: { steps: ['identified'], daysWithoutContact: 1 },
    steps: [{ kind: 'task', subject: { fr: 'Relancer', en: 'Follow up' }, afterDays: 0 }],
  });
  const version = { rule, texts: {}, key: rule.key, number, since: '2026-11-20T08:00:00Z', isCurrent: true };
  return { ...company, followUps: [version] };
}

function node(companyOf: () => Company) {
  const companies = { ids: () => [following.id], companyOf };
  const bell = { ring: () => undefined, ringAt: () => undefined };
  return tellRules({ database: stage.opened, companies, bell } as unknown as RulesParts);
}
const followed = async (dealId: number) => {
  await crm.deal(aSuspectsDeal({ id: dealId, personId: null, organizationId: null }));
};
const checkAt = async (dealId: number) => (await crm.conversionOf(dealId))?.checkAt;

it('tells everybody who is followed of new rules, once for all nodes', async () => {
  await followed(10);
  await followed(11);
  expect(await checkAt(10)).toBeNull();
  let company = following;
  const [first, second] = [node(() => company), node(() => company)];
  await first(signal);
  company = ruled(following, 1);
  await first(signal);
  expect([await checkAt(10), await checkAt(11)]).toEqual([expect.any(String), expect.any(String)]);
  // Another node, or this one after a start, finds that they were told.
  const before = await crm.conversionOf(10);
  await second(signal);
  await node(() => company)(signal);
  expect(await crm.conversionOf(10)).toEqual(before);
});

it('begins again what was interrupted, and tells nobody where it is switched off', async () => {
  await followed(20);
  const company = ruled(following, 2);
  const { signal: ended } = { signal: AbortSignal.abort() };
  const telling = node(() => company);
  await telling(ended);
  expect(await checkAt(20)).toBeNull();
  const off = { ...company, settings: { ...company.settings } };
  off.settings.conversion = { ...off.settings.conversion, enabled: false };
  await node(() => off)(signal);
  expect(await checkAt(20)).toBeNull();
  await telling(signal);
  expect(await checkAt(20)).toEqual(expect.any(String));
});

it('tells all again when it is switched on with the same rules, on whatever node', async () => {
  await followed(30);
  let company = ruled(following, 3);
  const [first, second] = [node(() => company), node(() => company)];
  await first(signal);
  await second(signal);
  company = { ...company, settings: { ...company.settings } };
  company.settings.conversion = { ...company.settings.conversion, enabled: false };
  await first(signal);
  await second(signal);
  // Followed while nobody was told of anything.
  await stage.opened.db
    .updateTable('instances')
    .set({ state: sql`jsonb_set(state, '{checkAt}', 'null')` })
    .where('process', '=', 'customer-conversion')
    .execute();
  company = ruled(following, 3);
  await second(signal);
  expect(await checkAt(30)).toEqual(expect.any(String));
});

import { expect, it } from 'vitest';
import { mailCatalogue } from '#core/emails/index.ts';
import { Settings } from '#core/settings.ts';
import { contentOf, followUpsOf } from '#sync/company/follow-ups.ts';
import { openCompany } from '#sync/company/one-company.ts';
import type { Pipedrive } from '#sync/connectors/pipedrive/port.ts';
import { createLog } from '#sync/log.ts';
import { aVersion } from '../../kit/conversion-samples.ts';
import { storeStage } from '../../kit/test-store.ts';

const stage = storeStage();
const { rule } = aVersion();
const own = { subject: 'Des nouvelles ?', text: 'Bonjour' };

function settings(enabled: boolean, templates = {}) {
  return Settings.parse({ conversion: { enabled }, followUps: [rule], templates });
}

it('a rule keeps the words of its mails: the company’s own, else the house’s, in each language', () => {
  const { texts } = contentOf(rule, settings(true, { 'follow-up-first': { fr: own } }));
  const house = mailCatalogue['follow-up-last'].templates;
  expect(texts).toEqual({
    'follow-up-first': { fr: { ...own, html: '' }, en: mailCatalogue['follow-up-first'].templates.en },
    'follow-up-last': { fr: house.fr, en: house.en },
  });
});

it('a mail of the company alone has the languages it was written in', () => {
  const steps = [{ kind: 'mail' as const, template: 'maison', afterDays: 0 }];
  const { texts } = contentOf({ ...rule, steps }, settings(true, { maison: { fr: own } }));
  expect(texts).toEqual({ maison: { fr: { ...own, html: '' } } });
});

it('a changed text makes a version; where conversions are off nothing is kept', async () => {
  expect(await followUpsOf(stage.db, 'company', settings(false))).toEqual({});
  expect(await stage.db.selectFrom('follow_up_versions').selectAll().execute()).toEqual([]);
  await followUpsOf(stage.db, 'company', settings(true));
  const { followUps } = await followUpsOf(
    stage.db,
    'company',
    settings(true, { 'follow-up-first': { fr: own } }),
  );
  expect(followUps?.map(({ number, isCurrent }) => [number, isCurrent])).toEqual([
    [2, true],
    [1, false],
  ]);
});

it('a company knows the versions of its settings from the start, and with each change of them', async () => {
  const known = await openCompany({
    db: stage.db,
    pipedrive: {} as Pipedrive,
    companyId: 'opened',
    apiUrl: 'https://api.example.org',
    settings: settings(true),
    shadow: false,
    log: createLog('silent'),
  });
  const numbers = () => known.company().followUps?.map(({ number }) => number);
  expect(numbers()).toEqual([1]);
  await known.applySettings(settings(true, { 'follow-up-first': { fr: own } }));
  expect(numbers()).toEqual([2, 1]);
  await known.applySettings(settings(false));
  expect(numbers()).toBeUndefined();
  expect(known.company().settings.conversion.enabled).toBe(false);
});

import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { conversionMails } from '#core/emails/conversion-mails.ts';
import { ConversionSettings, type FollowUpRule, promiseDefaults } from '#core/settings-conversion.ts';
import { readSettings } from '#sync/company/load-settings.ts';
import { mailTextProblems } from '#sync/mail-texts/check-mail-texts.ts';

const page = await readFile(new URL('../../../docs/conversion.md', import.meta.url), 'utf8');

it('shows settings that the service reads, each key as it is', () => {
  const [, yaml = ''] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];
  const settings = readSettings(yaml, 'docs/conversion.md');
  expect(settings.conversion.enabled).toBe(true);
  expect(settings.followUps).toHaveLength(1);
  expect(mailTextProblems(settings, 'fr')).toEqual([]);
});

it('names every key, every delay with its usual days, and every mail', () => {
  const keys = Object.keys(ConversionSettings.parse({}));
  for (const key of [...keys, 'escalateTo', 'documentationUrl', 'digest'])
    expect(page).toContain(`\`conversion.${key}`);
  for (const key of ['when', 'once', 'steps'] satisfies (keyof FollowUpRule)[])
    expect(page).toContain(`\`followUps.*.${key}\``);
  for (const [name, days] of Object.entries(promiseDefaults))
    expect(page).toMatch(new RegExp(`^\\| .*\`${name}\`.*\\b${days}\\b.*\\|$`, 'm'));
  for (const key of Object.keys(conversionMails)) expect(page).toContain(`\`${key}\``);
});

it('settles each contradiction of the way of working', () => {
  const rows = page
    .slice(page.indexOf('told twice'))
    .split('\n')
    .filter((line) => /DS-\d\d/.test(line));
  expect(rows.map((row) => row.match(/DS-\d\d/g)?.join())).toEqual([
    'DS-38,DS-47',
    'DS-28,DS-16',
    'DS-08',
    'DS-39,DS-41,DS-45,DS-14',
  ]);
});

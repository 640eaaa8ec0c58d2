import { expect, it } from 'vitest';
import { Settings } from '#core/settings.ts';
import { checkTemplates } from '#sync/check-templates.ts';
import { readSettings } from '#sync/company/load-settings.ts';

const check = (templates: Settings['templates']) => checkTemplates(Settings.parse({ templates }));
const mail = (text: string) => ({ fr: { subject: 'Bonjour {{ personName }}', text } });

it('takes texts that use what their mail has', () => {
  expect(
    check({ welcome: mail('{{ activationLink }}'), 'refusal-individual': mail('{{ note }}') }),
  ).toBeUndefined();
  expect(checkTemplates(readSettings('', 'settings.yaml'))).toBeUndefined();
});

it('names every variable that a mail does not have, and what it has', () => {
  const wrong = () => check({ refusal: mail('{{ activationLink }} {{ prenom }}') });
  expect(wrong).toThrow(
    /templates\.refusal\.fr\.text: {{ activationLink }} is unknown; use personName, .*note/,
  );
  expect(wrong).toThrow(/templates\.refusal\.fr\.text: {{ prenom }} is unknown/);
});

it('names a text that cannot be read, and a mail that does not exist', () => {
  expect(() => check({ refusal: mail('{% if %') })).toThrow(/templates\.refusal\.fr\.text: .*\(text\)/);
  expect(() => check({ welcom: mail('x') })).toThrow(
    /templates\.welcom: there is no such mail; there are welcome,/,
  );
});

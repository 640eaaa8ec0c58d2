import { expect, it } from 'vitest';
import { can } from '#core/permissions.ts';
import { Settings } from '#core/settings.ts';

const settings = Settings.parse({ deciders: ['vente@example.org'] });

it.each([
  ['vente@example.org', true],
  [' Vente@EXAMPLE.org', true],
  ['stagiaire@example.org', false],
  ['vente@example.org.invalid', false],
  ['', false],
])('%s may decide: %s', (email, may) => {
  expect(can(settings, email, 'decide')).toBe(may);
});

it('everybody of the company sees, and without deciders nobody decides', () => {
  expect(can(settings, 'stagiaire@example.org', 'see')).toBe(true);
  expect(can(Settings.parse({}), 'vente@example.org', 'decide')).toBe(false);
});

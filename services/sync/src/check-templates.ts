import type { Settings } from '#core/settings.ts';
import { SettingsError } from './company/load-settings.ts';
import { mailTextProblems } from './mail-texts/check-mail-texts.ts';

/**
 * Checks a company's own mail texts before the first one is sent: a text with a mistake would keep every mail.
 * @throws SettingsError with each wrong text
 */
export function checkTemplates(settings: Settings): void {
  const faults = mailTextProblems(settings, 'en').filter(({ severity }) => severity === 'error');
  if (faults.length === 0) return;
  throw new SettingsError(
    ['SETTINGS_FILE has wrong settings:', ...faults.map(({ path, detail }) => `  ${path}: ${detail}`)].join(
      '\n',
    ),
  );
}

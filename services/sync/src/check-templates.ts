import { type MailEntry, type MailKey, mailCatalogue } from '#core/emails/index.ts';
import type { Settings } from '#core/settings.ts';
import { SettingsError } from './company/load-settings.ts';
import { OutsideError } from './connectors/errors.ts';
import { variablesOf } from './connectors/mail/render.ts';

/**
 * Checks a company's own mail texts before the first one is sent: a text with a mistake would keep every mail.
 * @throws SettingsError with each wrong text
 */
export function checkTemplates({ templates, refusalReasons }: Settings): void {
  const reasons = refusalReasons.map(({ key }) => `refusal-${key}`);
  const faults = Object.entries(templates).flatMap(([key, texts]) => {
    const entry = entryOf(key, reasons);
    if (!entry) {
      const keys = [...new Set([...Object.keys(mailCatalogue), ...reasons])].join(', ');
      return [`templates.${key}: there is no such mail; there are ${keys}`];
    }
    return Object.entries(texts).flatMap(([language, text]) =>
      faultsOf({ ...text, html: text.html ?? '' }, entry).map(
        (fault) => `templates.${key}.${language}: ${fault}`,
      ),
    );
  });
  if (faults.length === 0) return;
  throw new SettingsError(
    ['SETTINGS_FILE has wrong settings:', ...faults.map((fault) => `  ${fault}`)].join('\n'),
  );
}

/** Each refusal reason may have a text of its own, with what every refusal may use. */
function entryOf(key: string, reasons: readonly string[]): MailEntry | undefined {
  if (Object.hasOwn(mailCatalogue, key)) return mailCatalogue[key as MailKey];
  return reasons.includes(key) ? mailCatalogue.refusal : undefined;
}

function faultsOf(text: Parameters<typeof variablesOf>[0], { variables }: MailEntry): string[] {
  try {
    const known: readonly string[] = variables;
    return variablesOf(text)
      .filter((name) => !known.includes(name))
      .map((name) => `{{ ${name} }} is unknown; use ${variables.join(', ')}`);
  } catch (error) {
    if (error instanceof OutsideError) return [error.failure.detail.en];
    throw error;
  }
}

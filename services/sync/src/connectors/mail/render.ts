import { Liquid, LiquidError, type Template } from 'liquidjs';
import type { MailTemplate } from '#core/emails/layout.ts';
import type { Language } from '#core/model/localized.ts';
import { OutsideError } from '../errors.ts';

export interface RenderOptions {
  language: Language;
  /** IANA name, used by the `date` filter. */
  timeZone: string;
}

/** A company's text must not be able to hold up the service. */
const limits = { parseLimit: 200_000, renderLimit: 1_000, memoryLimit: 10_000_000 };
/** Tags that read files or other templates (stack.md, trap 13). */
const readingTags = ['include', 'render', 'layout', 'block'];

const engines = new Map<string, Liquid>();

/** One engine per way of writing; there are few languages and time zones in one company. */
function engineOf(format: 'html' | 'text', { language, timeZone }: RenderOptions): Liquid {
  const key = [format, language, timeZone].join(' ');
  const known = engines.get(key);
  if (known) return known;
  const engine = new Liquid({
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    ...(format === 'html' ? { outputEscape: 'escape' as const } : {}),
    ...limits,
    locale: language,
    timezoneOffset: timeZone,
    templates: {},
  });
  for (const tag of readingTags) delete engine.tags[tag];
  engines.set(key, engine);
  return engine;
}

const parsedTextsMax = 200;
const parsedTexts = new WeakMap<Liquid, Map<string, Template[]>>();

/** Each text is parsed once per engine; beyond so many texts (drafts that somebody tries out) all are forgotten. */
function parsed(engine: Liquid, text: string): Template[] {
  let known = parsedTexts.get(engine);
  if (!known || known.size >= parsedTextsMax) {
    known = new Map();
    parsedTexts.set(engine, known);
  }
  const template = known.get(text) ?? engine.parse(text);
  known.set(text, template);
  return template;
}

/**
 * Fills a mail in. Values are escaped in the HTML alone.
 *
 * @param variables every variable that the texts use; an empty text where there is nothing to say
 * @throws OutsideError `rejected`: the text has a mistake, an unknown variable or filter, or takes too long
 */
export function renderMail(
  template: MailTemplate,
  variables: Readonly<Record<string, unknown>>,
  options: RenderOptions,
): MailTemplate {
  const fill = (part: keyof MailTemplate): string => {
    try {
      const engine = engineOf(part === 'html' ? 'html' : 'text', options);
      return engine.renderSync(parsed(engine, template[part]), variables);
    } catch (error) {
      throw mistakeIn(part, error);
    }
  };
  return { subject: fill('subject').replace(/\s+/g, ' ').trim(), text: fill('text'), html: fill('html') };
}

/**
 * The variables a mail's texts use, to be checked before a company's text is saved.
 *
 * @returns names without their properties, each once, sorted
 * @throws OutsideError `rejected` when a text cannot be read
 */
export function variablesOf(template: MailTemplate): string[] {
  const engine = engineOf('text', { language: 'en', timeZone: 'UTC' });
  const used = (['subject', 'text', 'html'] as const).flatMap((part) => {
    try {
      return engine.globalVariablesSync(template[part]);
    } catch (error) {
      throw mistakeIn(part, error);
    }
  });
  return [...new Set(used)].sort();
}

/** LiquidJS tells the line and what it met there, never the values. */
function mistakeIn(part: keyof MailTemplate, error: unknown): OutsideError {
  const said =
    error instanceof LiquidError || error instanceof Error ? error.message.split('\n')[0] : 'unknown';
  return new OutsideError({
    vendor: 'mail',
    word: 'rejected',
    title: { fr: 'Le modèle de mail contient une erreur', en: 'The mail template contains a mistake' },
    detail: {
      fr: `« ${said} » (${part}). Corrigez le modèle dans les réglages, puis relancez.`,
      en: `“${said}” (${part}). Correct the template in the settings, then retry.`,
    },
    cause: new Error(`template ${part}: ${said}`),
  });
}

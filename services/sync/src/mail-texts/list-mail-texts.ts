import type { TemplateView } from '#core/contract/templates-view.ts';
import { Language } from '#core/model/localized.ts';
import type { Settings } from '#core/settings.ts';
import {
  houseText,
  isForFollowUps,
  type MailTextKind,
  mailTextKinds,
  variablesOfKind,
} from './mail-text-kinds.ts';
import { variableWords } from './mail-words.ts';

/** Every mail text in every language, as it would be sent now, with the house's beside it. */
export function listMailTexts(settings: Settings, reader: Language): TemplateView[] {
  return mailTextKinds(settings).flatMap((kind) =>
    Language.options.map((language) => mailText(settings, kind, language, reader)),
  );
}

function mailText(
  settings: Settings,
  kind: MailTextKind,
  language: Language,
  reader: Language,
): TemplateView {
  const own = settings.templates[kind.key]?.[language];
  const general = settings.templates[kind.house]?.[language];
  const house = houseText(kind, language);
  const written = own ?? general;
  const current = written ? { ...written, html: written.html ?? '' } : house;
  const example = kind.example(language);
  return {
    key: kind.key,
    label: kind.label[reader],
    group: kind.group,
    isForFollowUps: isForFollowUps(kind),
    language,
    subject: current.subject,
    text: current.text,
    html: current.html,
    isDefault: own === undefined,
    original: house,
    variables: variablesOfKind(kind).map((name) => ({
      name,
      description: variableWords[name][reader],
      example: example[name] ?? '',
    })),
  };
}

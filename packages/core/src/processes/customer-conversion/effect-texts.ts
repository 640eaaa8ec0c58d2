import type { Company } from '../../company.ts';
import { conversionEffectWords } from '../../conversion-words.ts';
import type { Effect } from '../../effects.ts';
import type { Language } from '../../model/localized.ts';
import { dayText } from './texts.ts';

/** As the customer calls them. */
const mails: Record<string, Record<Language, string>> = {
  'presentation-invitation': { fr: 'Proposition de présentation', en: 'Offer of a presentation' },
  documentation: { fr: 'Documentation', en: 'Documentation' },
  'demo-step-1': { fr: 'Demande de démo, step 1', en: 'Demo request, step 1' },
  'step-2-new-procedure': { fr: 'Step 2, nouvelle procédure', en: 'Step 2, new procedure' },
  'step-2-existing-procedure': { fr: 'Step 2, procédure existante', en: 'Step 2, existing procedure' },
  introduction: { fr: 'Mise en relation', en: 'Introduction' },
  'go-live-question': { fr: 'Date de mise en production', en: 'Date of the go-live' },
  'follow-up-first': { fr: 'Première relance', en: 'First follow-up' },
  'follow-up-second': { fr: 'Deuxième relance', en: 'Second follow-up' },
  'follow-up-last': { fr: 'Dernière relance', en: 'Last follow-up' },
};

/** The name of a mail to a client; one of the company's own is named by its key. */
export function clientMailText(template: string, language: Language): string {
  return mails[template]?.[language] ?? template;
}

const stageName = (stageId: number, { stages }: Company) =>
  stages.find(({ id }) => id === stageId)?.name ?? '';

type Say = (effect: Effect, company: Company, language: Language) => string | null;

/** What an effect of a conversion does, in staff words: "Envoyer « Documentation » à camille@example.org". */
export const conversionEffectText: Say = (effect, company, language) => {
  // Of what was done long ago the kind alone is left.
  const words = Object.keys(effect).length > 1 ? wordsOf(effect, company, language) : null;
  return words === null ? plainWords(effect.kind, language) : words[language];
};

function plainWords(kind: Effect['kind'], language: Language): string | null {
  const known: Partial<Record<string, Record<Language, string>>> = { ...conversionEffectWords, ...joining };
  return known[kind]?.[language] ?? null;
}

/** Those of a request that joins a suspect's deal. */
const joining = {
  'ensure-participant': { fr: 'Ajouter la personne à l’affaire', en: 'Add the person to the deal' },
  'keep-deal-as-note': { fr: 'Garder l’affaire en doublon en note', en: 'Keep the duplicate deal as a note' },
  'remove-duplicate-deal': { fr: 'Retirer l’affaire en doublon', en: 'Remove the duplicate deal' },
};

/** Words that say more than the kind does. */
function wordsOf(effect: Effect, company: Company, language: Language): Record<Language, string> | null {
  switch (effect.kind) {
    case 'send-client-mail': {
      const name = clientMailText(effect.template, language);
      return { fr: `Envoyer « ${name} » à ${effect.to}`, en: `Send “${name}” to ${effect.to}` };
    }
    case 'ensure-deal-stage': {
      const name = stageName(effect.stageId, company);
      return { fr: `Déplacer l’affaire vers « ${name} »`, en: `Move the deal to “${name}”` };
    }
    case 'ensure-promise-activity': {
      const day = dayText(effect.dueOn, language);
      const { subject } = effect;
      return { fr: `Activité « ${subject} » pour le ${day}`, en: `Activity “${subject}” for ${day}` };
    }
    case 'end-promise-activity':
      return effect.how === 'done'
        ? { fr: 'Marquer l’activité comme faite', en: 'Mark the activity as done' }
        : { fr: 'Retirer l’activité devenue sans objet', en: 'Remove the activity, which is moot' };
    case 'remind-of-promise':
      return { fr: `Rappeler : ${effect.text}`, en: `Remind of: ${effect.text}` };
    default:
      return null;
  }
}

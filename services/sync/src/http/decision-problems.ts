import { deciderNames } from '#core/company.ts';
import type { Language } from '#core/model/localized.ts';
import type { Caller } from './authenticate-surface.ts';
import { HttpProblem } from './problems.ts';

/** Who may decide, for those who may not. */
export function whoDecides({ company }: Pick<Caller, 'company'>): Record<Language, string> {
  const who = deciderNames(company).join(', ') || '—';
  return {
    fr: `Seules ces personnes décident : ${who}. Un administrateur peut vous ajouter dans les réglages.`,
    en: `Only these people decide: ${who}. An administrator can add you in the settings.`,
  };
}

/** 403 for somebody who may look but not decide; `members` go into the document. */
export function mayNotDecide(caller: Pick<Caller, 'company'>, members: object = {}): HttpProblem {
  const title = { fr: 'Vous ne pouvez pas décider', en: 'You may not decide' };
  return new HttpProblem(403, title, whoDecides(caller), members);
}

/** 409 for a command id that a colleague used. */
export function takenByAnother(): HttpProblem {
  return new HttpProblem(
    409,
    { fr: 'Identifiant de commande déjà utilisé', en: 'Command id already used' },
    { fr: 'Envoyez un nouveau commandId pour chaque clic.', en: 'Send a new commandId for every click.' },
  );
}

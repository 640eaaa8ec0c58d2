import type { Caller } from '../authenticate-surface.ts';
import { HttpProblem } from '../problems.ts';

/** @throws HttpProblem 409 where nobody is followed */
export function mustFollow({ company }: Pick<Caller, 'company'>): void {
  if (!company.settings.conversion.enabled) throw notFollowed();
}

function notFollowed(): HttpProblem {
  return new HttpProblem(
    409,
    { fr: 'Le suivi des clients n’est pas activé', en: 'Customers are not followed' },
    {
      fr: 'Un administrateur l’active dans les réglages (« conversion.enabled »), puis recommencez.',
      en: 'An administrator switches it on in the settings (“conversion.enabled”), then try again.',
    },
  );
}

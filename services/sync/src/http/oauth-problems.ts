import type { Localized } from '#core/model/localized.ts';
import { HttpProblem } from './problems.ts';

/**
 * 400 to somebody whose state was not kept, or is too old.
 * @param title what has to be begun again
 * @param startPath where it begins
 */
export function startAgain(title: Localized, startPath: string): HttpProblem {
  return new HttpProblem(400, title, {
    fr: `Elle a pris plus de dix minutes, ou a commencé dans un autre navigateur. Ouvrez de nouveau ${startPath}.`,
    en: `It took more than ten minutes, or began in another browser. Open ${startPath} again.`,
  });
}

/**
 * 400 to somebody who did not agree at the vendor's page.
 * @param undone what was not done, as a sentence
 * @param ending of the sentence that says to choose "Allow"
 */
export function notAllowed(vendor: string, undone: Localized, ending: Localized): HttpProblem {
  return new HttpProblem(
    400,
    { fr: `Autorisation refusée dans ${vendor}`, en: `Not allowed in ${vendor}` },
    {
      fr: `${undone.fr} Recommencez et choisissez « Autoriser »${ending.fr}`,
      en: `${undone.en} Start again and choose “Allow”${ending.en}`,
    },
  );
}

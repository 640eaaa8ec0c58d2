import type { DoctorCheck } from '#core/contract/doctor-view.ts';
import { withFrenchSpaces } from '../../../french-spaces.ts';
import type { Language } from '../../../language.ts';

const fr = {
  fix: (what: string) => `À faire : ${what}`,
  who: {
    operator: 'par l’équipe qui exploite Passerelle',
    admin: 'par un administrateur de Pipedrive',
    vendor: 'par le fournisseur',
  } satisfies Record<NonNullable<DoctorCheck['who']>, string>,
  at: (moment: string) => `Vérifié : ${moment}`,
  again: 'Vérifier maintenant',
};

const en: typeof fr = {
  fix: (what) => `To do: ${what}`,
  who: {
    operator: 'by the team that operates Passerelle',
    admin: 'by an administrator of Pipedrive',
    vendor: 'by the vendor',
  },
  at: (moment) => `Checked: ${moment}`,
  again: 'Check now',
};

/** The words of a check: what to do, who does it, when it was looked at. */
export const checkTexts: Record<Language, typeof fr> = { fr: withFrenchSpaces(fr), en };

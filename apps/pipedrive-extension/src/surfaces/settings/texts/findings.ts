import type { DoctorCheck } from '#core/contract/doctor-view.ts';
import { withFrenchSpaces } from '../../../french-spaces.ts';
import { type Language, plural } from '../../../language.ts';

const fr = {
  region: 'Points à régler',
  title: (count: number) => `${count} ${plural('fr', count, { one: 'point', other: 'points' })} à régler`,
  fix: (what: string) => `À faire : ${what}`,
  who: {
    operator: 'Par l’équipe qui exploite Passerelle',
    admin: 'Par un administrateur de Pipedrive',
    vendor: 'Par le fournisseur du service',
  } satisfies Record<NonNullable<DoctorCheck['who']>, string>,
  at: (moment: string) => `Vérifié : ${moment}`,
  again: 'Vérifier maintenant',
  allWell: 'Tout est réglé.',
};

const en: typeof fr = {
  region: 'To put right',
  title: (count) => `${count} ${plural('en', count, { one: 'thing', other: 'things' })} to put right`,
  fix: (what) => `To do: ${what}`,
  who: {
    operator: 'By the team that operates Passerelle',
    admin: 'By an administrator of Pipedrive',
    vendor: 'By the provider of the service',
  },
  at: (moment) => `Checked: ${moment}`,
  again: 'Check now',
  allWell: 'All is put right.',
};

/** The words of what has to be put right, above every section. */
export const findingsTexts: Record<Language, typeof fr> = { fr: withFrenchSpaces(fr), en };

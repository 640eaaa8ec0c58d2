import type { SettingsConflict, SettingsProblem } from '#core/contract/settings-view.ts';
import { HttpProblem } from './problems.ts';

/** 409: somebody saved since the page was opened; nothing was overwritten. */
export function changedMeanwhile(conflict: SettingsConflict): HttpProblem {
  const { changedBy, revision } = conflict;
  return new HttpProblem(
    409,
    { fr: 'Réglages modifiés entre-temps', en: 'Settings changed meanwhile' },
    {
      fr: `${changedBy} vient d’enregistrer la version ${revision}. Rechargez, puis refaites votre changement.`,
      en: `${changedBy} has just saved version ${revision}. Reload, then make your change again.`,
    },
    conflict,
  );
}

/** 422: nothing was saved, and each problem says what to do. */
export function wrongSettings(problems: readonly SettingsProblem[]): HttpProblem {
  const paths = [...new Set(problems.map(({ path }) => path || '—'))].join(', ');
  return new HttpProblem(
    422,
    { fr: 'Réglages non enregistrés', en: 'Settings not saved' },
    { fr: `À corriger : ${paths}.`, en: `To be corrected: ${paths}.` },
    { problems },
  );
}

/** 403: the settings are code here. */
export function fixedByFile(): HttpProblem {
  return new HttpProblem(
    403,
    { fr: 'Réglages fixés par un fichier', en: 'Settings fixed by a file' },
    {
      fr: 'SETTINGS_FILE fixe les réglages de cette installation : modifiez ce fichier, ou retirez la variable pour utiliser cette page.',
      en: 'SETTINGS_FILE fixes the settings of this installation: change that file, or remove the variable to use this page.',
    },
    { source: 'file' },
  );
}

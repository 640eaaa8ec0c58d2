import type { DoctorCheck } from '#core/contract/doctor-view.ts';
import type { SettingsProblem } from '#core/contract/settings-view.ts';
import type { Language } from '#core/model/localized.ts';

/** What the settings name, and what is wrong with it: pipelines, stages, owners, deciders, fields, mail texts. */
export function examineSettings(problems: readonly SettingsProblem[], reader: Language): DoctorCheck[] {
  if (problems.length === 0) return [allThere(reader)];
  return problems.map((problem) => settingsCheck(problem, reader));
}

function settingsCheck(
  { path, title, detail, nearest, severity }: SettingsProblem,
  reader: Language,
): DoctorCheck {
  const hint = { fr: `Le plus proche : ${nearest}.`, en: `The nearest one: ${nearest}.` }[reader];
  return {
    area: 'settings',
    name: path || { fr: 'Réglages', en: 'Settings' }[reader],
    state: severity === 'error' ? 'wrong' : 'advice',
    detail: title,
    fix: nearest === null ? detail : `${detail} ${hint}`,
    who: 'admin',
  };
}

function allThere(reader: Language): DoctorCheck {
  const words = {
    fr: ['Pipelines, étapes, équipe, champs et textes', 'Tout ce que nomment les réglages existe.'],
    en: ['Pipelines, stages, team, fields and texts', 'All that the settings name exists.'],
  } as const;
  const [name, detail] = words[reader];
  return { area: 'settings', name, state: 'ok', detail, fix: null, who: null };
}

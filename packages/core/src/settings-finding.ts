import type { Language, Localized } from './model/localized.ts';
import { type SettingsProblemKey, settingsProblemText } from './settings-problem-texts.ts';

/** Something wrong with settings that can be read; said in both languages because the reader is not known yet. */
export interface SettingsFinding {
  key: SettingsProblemKey;
  /** Where in the settings, e.g. "targets.0.stage". */
  path: string;
  title: Localized;
  detail: Localized;
  /** The nearest name that exists, for "did you mean". */
  nearest: string | null;
  /** A warning does no harm today. */
  severity: 'error' | 'warning';
}

/** A finding with its texts; an error unless said otherwise. @param values what its sentences mention */
export function finding(
  key: SettingsProblemKey,
  path: string,
  values: Record<string, string> = {},
  more: Partial<Pick<SettingsFinding, 'nearest' | 'severity'>> = {},
): SettingsFinding {
  return { key, path, ...settingsProblemText(key, values), nearest: null, severity: 'error', ...more };
}

/** A finding as one reader sees it. */
export function findingIn({ path, title, detail, nearest, severity }: SettingsFinding, language: Language) {
  return { path, title: title[language], detail: detail[language], nearest, severity };
}

import { parse } from 'yaml';
import type { Language } from '#core/model/localized.ts';
import { type ParsedSettings, parseSettings } from './parse-settings.ts';

/** The settings of a YAML or JSON text, as of a SETTINGS_FILE; an empty text means the defaults. */
export function readSettingsText(text: string, reader: Language): ParsedSettings {
  try {
    return parseSettings(parse(text) ?? {}, reader);
  } catch (error) {
    const title = { fr: 'Ni YAML ni JSON', en: 'Neither YAML nor JSON' }[reader];
    const detail = error instanceof Error ? (error.message.split('\n')[0] ?? '') : '';
    return { problems: [{ path: '', title, detail, nearest: null, severity: 'error' }] };
  }
}

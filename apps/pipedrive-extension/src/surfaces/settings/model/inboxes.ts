import { isGroup, readAt, type SettingsDocument } from './document.ts';

/** The inboxes whose language can be chosen: those that are followed, and those of which the settings say one. */
export function shownInboxes(known: readonly { name: string }[], draft: SettingsDocument): string[] {
  const followed = readAt(draft, 'helpscout.inboxes');
  const languages = readAt(draft, 'helpscout.languages');
  const names = Array.isArray(followed) ? followed.map(String) : known.map(({ name }) => name);
  return [...new Set([...names, ...Object.keys(isGroup(languages) ? languages : {})])];
}

/** The languages with another one for an inbox; the empty one is the company's. */
export function languagesByInbox(
  languages: SettingsDocument,
  inbox: string,
  picked: string,
): SettingsDocument {
  const { [inbox]: _former, ...others } = languages;
  return picked === '' ? others : { ...others, [inbox]: picked };
}

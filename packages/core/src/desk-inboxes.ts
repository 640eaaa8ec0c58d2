import { folded } from './company.ts';
import type { Language } from './model/localized.ts';
import { savedReplyNames } from './saved-reply.ts';
import type { Settings } from './settings.ts';

/** The inboxes of the help desk whose conversations are followed: those the settings name, or all of them. */
export function followedInboxes<Inbox extends { name: string }>(
  { helpscout: { inboxes } }: Settings,
  all: readonly Inbox[],
): Inbox[] {
  if (!inboxes) return [...all];
  const names = inboxes.map(folded);
  return all.filter(({ name }) => names.includes(folded(name)));
}

/** The language an inbox writes in. */
export function languageOfInbox({ locale, helpscout: { languages } }: Settings, inbox: string): Language {
  const named = Object.entries(languages).find(([name]) => folded(name) === folded(inbox));
  return named?.[1] ?? locale;
}

/** A saved reply that the settings name, in an inbox that should have it. */
export interface NamedSavedReply {
  /** Of the settings' `savedReplies`. */
  key: string;
  /** The likeliest of its names. */
  name: string;
  names: readonly string[];
  inbox: { id: number; name: string };
  language: Language;
}

/** Those of the inboxes that are followed. */
export function namedSavedReplies(
  settings: Settings,
  inboxes: readonly { id: number; name: string }[],
): NamedSavedReply[] {
  return followedInboxes(settings, inboxes).flatMap((inbox) => {
    const language = languageOfInbox(settings, inbox.name);
    return Object.entries(settings.savedReplies).flatMap(([key, named]) => {
      const names = savedReplyNames(named, language);
      const [name] = names;
      return name === undefined ? [] : [{ key, name, names, inbox, language }];
    });
  });
}

/** Those that their inboxes do not have under any of their names. */
export function missingSavedReplies(
  settings: Settings,
  inboxes: readonly { id: number; name: string }[],
  known: readonly { mailboxId: number; name: string }[],
): NamedSavedReply[] {
  return namedSavedReplies(settings, inboxes).filter(({ names, inbox }) => {
    const there = known.filter(({ mailboxId }) => mailboxId === inbox.id).map(({ name }) => folded(name));
    return !names.some((name) => there.includes(folded(name)));
  });
}

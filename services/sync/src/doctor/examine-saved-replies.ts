import { type Company, folded, nearestName } from '#core/company.ts';
import { followedInboxes, missingSavedReplies, type NamedSavedReply } from '#core/desk-inboxes.ts';
import { savedReplyNames } from '#core/saved-reply.ts';
import type { Settings } from '#core/settings.ts';
import type { DeskMailbox, Helpscout } from '../connectors/helpscout/port.ts';
import type { SavedReplyChange } from '../store/helpscout-saved-replies.ts';
import { advice, type Check, failed, ok, type Words } from './check-words.ts';

/** The saved replies of a help desk, and what was changed about them lately. */
export interface ExaminedReplies {
  desk: Pick<Helpscout, 'savedReplies'>;
  replyChanges(): Promise<SavedReplyChange[]>;
}

const missingName: Words = { fr: 'Réponses enregistrées', en: 'Saved replies' };
const changedName: Words = { fr: 'Réponses enregistrées modifiées', en: 'Saved replies changed' };

/** Whether followed inboxes have what the settings name, by a live look, and what colleagues changed. */
export async function examineSavedReplies(
  { desk, replyChanges }: ExaminedReplies,
  { settings }: Company,
  mailboxes: readonly DeskMailbox[],
): Promise<Check[]> {
  try {
    const followed = followedInboxes(settings, mailboxes);
    const lists = await Promise.all(
      followed.map(async ({ id }) =>
        (await desk.savedReplies(id)).map(({ name }) => ({ mailboxId: id, name })),
      ),
    );
    const known = lists.flat();
    const missing = missingSavedReplies(settings, mailboxes, known);
    const changes = (await replyChanges()).map((change) => changedCheck(change, settings, mailboxes));
    if (missing.length === 0) return [allThere(known.length), ...changes];
    return [...missing.map((each) => missingCheck(each, known)), ...changes];
  } catch (error) {
    return [failed('helpscout', missingName, error, tryAgain)];
  }
}

const tryAgain: Words = {
  fr: 'Donnez accès aux réponses enregistrées à la personne qui a créé l’application, puis revérifiez.',
  en: 'Give the person who made the app access to saved replies, then check again.',
};

function allThere(count: number): Check {
  return ok('helpscout', missingName, {
    fr: `Toutes celles des réglages existent (${count} dans Help Scout).`,
    en: `All that the settings name exist (${count} in Help Scout).`,
  });
}

function missingCheck(
  { key, name, inbox }: NamedSavedReply,
  known: readonly { mailboxId: number; name: string }[],
): Check {
  const there = known.filter(({ mailboxId }) => mailboxId === inbox.id).map((each) => each.name);
  const nearest = nearestName(name, there);
  return advice(
    'helpscout',
    missingName,
    {
      fr: `« ${name} » n’existe pas dans la boîte « ${inbox.name} ».`,
      en: `“${name}” does not exist in the inbox “${inbox.name}”.`,
    },
    {
      fr: `Lancez la mise en place, ou corrigez savedReplies.${key}.${nearest === null ? '' : ` La plus proche : ${nearest}.`}`,
      en: `Run the provisioning, or correct savedReplies.${key}.${nearest === null ? '' : ` The nearest one: ${nearest}.`}`,
    },
    'admin',
  );
}

function changedCheck(
  { mailboxId, name, kind, before }: SavedReplyChange,
  settings: Settings,
  mailboxes: readonly DeskMailbox[],
): Check {
  const inbox = mailboxes.find(({ id }) => id === mailboxId)?.name;
  const where: Words = inbox
    ? { fr: ` (boîte « ${inbox} »)`, en: ` (inbox “${inbox}”)` }
    : { fr: '', en: '' };
  const details: Record<SavedReplyChange['kind'], Words> = {
    renamed: {
      fr: `« ${before} » s’appelle maintenant « ${name} »${where.fr}.`,
      en: `“${before}” is now called “${name}”${where.en}.`,
    },
    edited: {
      fr: `Le texte de « ${name} » a changé${where.fr}.`,
      en: `The text of “${name}” changed${where.en}.`,
    },
    deleted: {
      fr: `« ${name} » a été supprimée${where.fr}.`,
      en: `“${name}” was deleted${where.en}.`,
    },
  };
  return advice('helpscout', changedName, details[kind], whatNow({ name, kind, before }, settings), 'admin');
}

/** The settings find a saved reply by its name: another name, or none, has to be said there. */
function whatNow(
  { name, kind, before }: Pick<SavedReplyChange, 'name' | 'kind' | 'before'>,
  settings: Settings,
): Words {
  if (kind === 'edited') return nothingToDo;
  const key = keyOf(kind === 'renamed' ? before : name, settings);
  if (key === undefined) return notOurs;
  if (kind === 'renamed')
    return {
      fr: `Mettez le nouveau nom « ${name} » dans savedReplies.${key}, ou rendez-lui l’ancien dans Help Scout.`,
      en: `Put the new name “${name}” into savedReplies.${key}, or give it the old one again in Help Scout.`,
    };
  return {
    fr: `Lancez la mise en place pour la recréer, ou retirez savedReplies.${key} des réglages.`,
    en: `Run the provisioning to make it again, or remove savedReplies.${key} from the settings.`,
  };
}

function keyOf(name: string, { savedReplies, locale }: Settings): string | undefined {
  const found = Object.entries(savedReplies).find(([, setting]) =>
    savedReplyNames(setting, locale).some((each) => folded(each) === folded(name)),
  );
  return found?.[0];
}

const nothingToDo: Words = {
  fr: 'Rien à faire : le nouveau texte est déjà utilisé.',
  en: 'Nothing to do: the new text is used already.',
};
const notOurs: Words = {
  fr: 'Rien à faire : les réglages ne la nomment pas.',
  en: 'Nothing to do: the settings do not name it.',
};

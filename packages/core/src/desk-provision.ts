import { missingSavedReplies, namedSavedReplies } from './desk-inboxes.ts';
import type { Language } from './model/localized.ts';
import { savedReplyTemplate } from './saved-reply-templates/catalogue.ts';
import type { Settings } from './settings.ts';

/** What is there in the help desk. */
export interface DeskSurroundings {
  inboxes: readonly { id: number; name: string }[];
  savedReplies: readonly { mailboxId: number; name: string }[];
  /** null: the plan has no customer properties. */
  properties: readonly { slug: string }[] | null;
  /** Ours; null where the help desk could not reach us. */
  webhook: { url: string; isThere: boolean } | null;
}

/** Everything that is needed to make a thing of the help desk. */
export type DeskCreation =
  | { what: 'saved-reply'; name: string; inbox: { id: number; name: string }; html: string }
  | { what: 'customer-property'; name: string; slug: string; type: 'text' | 'url' }
  | { what: 'help-desk'; name: string };

/** A thing the settings need in the help desk, and whether it is there. */
export interface DeskThing {
  creation: DeskCreation;
  isThere: boolean;
}

/** What is needed: saved replies of which we have a text, customer properties where the plan has some, our webhook. */
export function deskThings(settings: Settings, surroundings: DeskSurroundings | null): DeskThing[] {
  if (!surroundings) return [];
  return [
    ...replyThings(settings, surroundings),
    ...propertyThings(settings, surroundings),
    ...webhookThings(surroundings),
  ];
}

function replyThings(settings: Settings, { inboxes, savedReplies }: DeskSurroundings): DeskThing[] {
  const missing = missingSavedReplies(settings, inboxes, savedReplies);
  return namedSavedReplies(settings, inboxes).flatMap(({ key, name, inbox, language }) => {
    const html = savedReplyTemplate(key, language);
    if (html === null) return [];
    const isThere = !missing.some((each) => each.key === key && each.inbox.id === inbox.id);
    const { id, name: inboxName } = inbox;
    return [
      { creation: { what: 'saved-reply' as const, name, inbox: { id, name: inboxName }, html }, isThere },
    ];
  });
}

const propertyNames: Record<keyof Settings['helpscout']['properties'], Record<Language, string>> = {
  requestState: { fr: 'Demande de compte', en: 'Account request' },
  accountState: { fr: 'Compte administrateur', en: 'Administrator account' },
  dealOwner: { fr: 'Propriétaire de l’affaire', en: 'Deal owner' },
  link: { fr: 'Affaire Pipedrive', en: 'Pipedrive deal' },
};

function propertyThings(settings: Settings, { properties }: DeskSurroundings): DeskThing[] {
  if (properties === null) return [];
  const named = Object.entries(settings.helpscout.properties) as [keyof typeof propertyNames, string][];
  return named.map(([key, slug]) => ({
    creation: {
      what: 'customer-property',
      name: propertyNames[key][settings.locale],
      slug,
      type: key === 'link' ? 'url' : 'text',
    },
    isThere: properties.some((property) => property.slug === slug),
  }));
}

function webhookThings({ webhook }: DeskSurroundings): DeskThing[] {
  if (!webhook) return [];
  const { url, isThere } = webhook;
  return [{ creation: { what: 'help-desk', name: `Webhook ${url}` }, isThere }];
}

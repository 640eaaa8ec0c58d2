import type { AccountView } from '#core/contract/conversation-view.ts';
import type { RequestView } from '#core/contract/request-view.ts';
import type { Language, Localized } from '#core/model/localized.ts';
import { instantText } from '#core/processes/account-request/texts.ts';
import type { SeenAccount } from '../../deliveries/observe-account.ts';
import type { Reader } from '../present-request.ts';

const words: Record<AccountView['state'], Localized> = {
  invited: { fr: 'Invité, pas encore activé', en: 'Invited, not activated yet' },
  reminded: { fr: 'Relancé, pas encore activé', en: 'Reminded, not activated yet' },
  active: { fr: 'Actif', en: 'Active' },
  expired: { fr: 'Lien d’activation expiré', en: 'Activation link expired' },
  gone: { fr: 'Supprimé de l’annuaire', en: 'Gone from the directory' },
};

/** The account of a request as agents see it. @param seen as the directory has it; undefined when it did not say */
export function presentAccount(
  { account, activationSentAgainAt }: Pick<RequestView, 'account' | 'activationSentAgainAt'>,
  seen: SeenAccount | undefined,
  { language, company }: Pick<Reader, 'language' | 'company'>,
): AccountView | null {
  if (!account) return null;
  const told = seen?.state ?? account.state;
  const state = told === 'invited' && activationSentAgainAt !== null ? 'reminded' : told;
  const expiresAt = told === 'active' || told === 'gone' ? null : (seen?.activationExpiresAt ?? null);
  const { timeZone } = company.settings;
  const more = [
    ...(state === 'reminded' && activationSentAgainAt !== null
      ? [sentAgain(activationSentAgainAt, language, timeZone)]
      : []),
    ...(expiresAt !== null && told === 'invited' ? [validUntil(expiresAt, language, timeZone)] : []),
  ];
  return { state, text: [words[state][language], ...more].join(' · '), expiresAt };
}

function sentAgain(at: string, language: Language, timeZone: string): string {
  const when = instantText(at, language, timeZone);
  return language === 'fr' ? `lien renvoyé ${when}` : `link sent again ${when}`;
}

function validUntil(at: string, language: Language, timeZone: string): string {
  const when = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone });
  const until = when.format(new Date(at));
  return language === 'fr' ? `lien valable jusqu’au ${until}` : `link valid until ${until}`;
}

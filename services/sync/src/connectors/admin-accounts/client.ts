import type { AxiosInstance } from 'axios';
import type { AdminAccount } from '#core/model/admin-account.ts';
import { normaliseEmails } from '#core/model/email-address.ts';
import type { Language } from '#core/model/localized.ts';
import { OutsideError } from '../errors.ts';
import { createHttp } from '../http.ts';
import { findByEmails, findByExternalId, readUser } from './lookup.ts';
import { accountExtension, coreUser, patchOp, type ScimUser } from './schema.ts';
import { type ActivationLinkOf, toAdminAccount } from './translate.ts';

export interface AdminAccountsOptions {
  /** Ends in `/scim/v2` (interfaces.md section 5). */
  scimUrl: string;
  token: string;
  activationLinkOf?: ActivationLinkOf;
  timeoutMs?: number;
}

export interface AccountWish {
  /** The first one becomes the user name. */
  emails: readonly string[];
  displayName: string;
  /** Our request: the account carries it, so that an unclear attempt is recognised. */
  externalId: string;
  language: Language;
}

export interface EnsuredAccount {
  account: AdminAccount;
  /** The address that led to it: secrets of the account go there and nowhere else. */
  email: string;
  /** `created`: by this request, now or in an earlier attempt; `linked`: somebody else's, left as it is. */
  outcome: 'created' | 'linked' | 'reactivated';
}

/** The directory of admin accounts. Each call throws OutsideError alone. */
export interface AdminAccounts {
  /** The account of one of the addresses, closed ones included, and the address that led to it. */
  find(emails: readonly string[]): Promise<{ account: AdminAccount; email: string } | null>;
  /** One account for the wish, whatever was there before; safe to repeat. */
  ensure(wish: AccountWish): Promise<EnsuredAccount>;
  /** @returns null when the directory does not know the id; a closed account has the state `gone` */
  get(id: string): Promise<AdminAccount | null>;
  /** A new link to activate an account that was never activated. */
  invite(id: string): Promise<AdminAccount>;
}

/** Our client of a SCIM 2.0 directory (RFC 7644; interfaces.md section 5, "Account directory"). */
export function createAdminAccounts(options: AdminAccountsOptions): AdminAccounts {
  const { scimUrl, token, activationLinkOf, timeoutMs } = options;
  const http = createHttp({
    vendor: 'accounts',
    baseURL: scimUrl,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    headers: {
      Authorization: `Bearer ${token}`,
      Accept: 'application/scim+json, application/json',
      'Content-Type': 'application/scim+json',
    },
  });
  const translate = (user: ScimUser) => toAdminAccount(user, activationLinkOf);
  return {
    async find(emails) {
      const found = await findByEmails(http, normaliseEmails(emails));
      return found ? { account: translate(found.user), email: found.email } : null;
    },
    async ensure(wish) {
      const existing = await existingAccount(http, wish);
      const { user, email, outcome } = existing ?? (await createOrFind(http, wish));
      if (translate(user).state !== 'gone') return { account: translate(user), email, outcome };
      const reactivated = translate(await write(http, user.id, reactivation));
      if (reactivated.state === 'gone') throw stillClosed(reactivated);
      return { account: reactivated, email, outcome: 'reactivated' };
    },
    async get(id) {
      const user = await userOrNull(http, id);
      return user ? translate(user) : null;
    },
    async invite(id) {
      const account = translate(await write(http, id, invitation));
      if (account.state === 'expired') throw stillExpired(account);
      return account;
    },
  };
}

interface Ensured {
  user: ScimUser;
  email: string;
  outcome: 'created' | 'linked';
}

async function existingAccount(http: AxiosInstance, wish: AccountWish): Promise<Ensured | null> {
  const ours = await findByExternalId(http, wish.externalId);
  if (ours) return { user: ours, email: primaryOf(wish), outcome: 'created' };
  const found = await findByEmails(http, normaliseEmails(wish.emails));
  return found ? { ...found, outcome: 'linked' } : null;
}

/** A 409 means that somebody, perhaps another node, was faster, or that the name belongs to a hidden account (E-32). */
async function createOrFind(http: AxiosInstance, wish: AccountWish): Promise<Ensured> {
  try {
    const { data } = await http.post('/Users', newUser(wish));
    return { user: readUser(data), email: primaryOf(wish), outcome: 'created' };
  } catch (error) {
    if (!(error instanceof OutsideError) || error.failure.status !== 409) throw error;
    const existing = await existingAccount(http, wish);
    if (!existing) throw error;
    return existing;
  }
}

/** What a new account sends. */
export function newUser(wish: AccountWish) {
  const { displayName, externalId, language } = wish;
  const primary = primaryOf(wish);
  const others = normaliseEmails(wish.emails).slice(1);
  return {
    schemas: [coreUser],
    userName: primary,
    externalId,
    displayName,
    name: { formatted: displayName },
    active: true,
    preferredLanguage: language,
    emails: [
      { value: primary, type: 'work', primary: true },
      ...others.map((value) => ({ value, type: 'other', primary: false })),
    ],
  };
}

function primaryOf({ emails }: AccountWish): string {
  const [primary] = normaliseEmails(emails);
  if (primary === undefined) throw noAddress();
  return primary;
}

/** What opening a closed account sends. */
export const reactivation = {
  schemas: [patchOp],
  Operations: [{ op: 'replace', path: 'active', value: true }],
};

/** What asking for a new link sends: a directory that knows invitations makes one of it. */
export const invitation = {
  schemas: [patchOp],
  Operations: [{ op: 'replace', path: `${accountExtension}:state`, value: 'invited' }],
};

async function write(http: AxiosInstance, id: string, patch: object): Promise<ScimUser> {
  await http.patch(pathOf(id), patch);
  // The answer may be 204 without a body (other-services.md 3).
  const { data } = await http.get(pathOf(id));
  return readUser(data);
}

async function userOrNull(http: AxiosInstance, id: string): Promise<ScimUser | null> {
  try {
    const { data } = await http.get(pathOf(id));
    return readUser(data);
  } catch (error) {
    if (error instanceof OutsideError && error.failure.word === 'not-found') return null;
    throw error;
  }
}

/** Where an account is, below the directory's address. */
export function pathOf(id: string): string {
  return `/Users/${encodeURIComponent(id)}`;
}

function noAddress(): OutsideError {
  return new OutsideError({
    vendor: 'accounts',
    word: 'rejected',
    title: { fr: 'Aucune adresse utilisable', en: 'No usable address' },
    detail: {
      fr: 'Corrigez l’adresse de la personne dans Pipedrive, puis relancez.',
      en: 'Correct the address of the person in Pipedrive, then retry.',
    },
  });
}

function stillClosed({ userName }: AdminAccount): OutsideError {
  return new OutsideError({
    vendor: 'accounts',
    word: 'rejected',
    title: { fr: `Le compte ${userName} est fermé`, en: `The account ${userName} is closed` },
    detail: {
      fr: 'L’annuaire ne l’a pas rouvert. Faites-le rouvrir par son administrateur, puis relancez.',
      en: 'The directory did not open it again. Have its administrator do so, then retry.',
    },
  });
}

function stillExpired({ userName }: AdminAccount): OutsideError {
  return new OutsideError({
    vendor: 'accounts',
    word: 'rejected',
    title: {
      fr: `Le lien d’activation de ${userName} n’a pas été renouvelé`,
      en: `The activation link of ${userName} was not renewed`,
    },
    detail: {
      fr: 'L’annuaire ne fait pas de nouveau lien de lui-même. Demandez-en un à son administrateur, puis relancez.',
      en: 'The directory does not make a new link by itself. Ask its administrator for one, then retry.',
    },
  });
}

import { randomBytes, randomUUID } from 'node:crypto';
import { type Account, type AccountsMemory, accountState } from './account.ts';
import { ScimError } from './scim-error.ts';
import type { UserInput } from './user-input.ts';

const invitationDays = 7;

export type Directory = {
  readonly memory: AccountsMemory;
  now(): Date;
  get(id: string): Account;
  findByUserName(userName: string): Account | undefined;
  findByActivationToken(token: string): Account | undefined;
  create(input: UserInput): Account;
  update(id: string, input: UserInput): Account;
  remove(id: string): void;
  activate(token: string): Account;
  renewInvitation(id: string): Account;
  expireInvitation(id: string): Account;
  setActive(id: string, active: boolean): Account;
  /** The holder of an active account comes back. */
  signIn(id: string): Account;
  /** The holder makes one more use of the product. */
  publishUse(id: string): Account;
  clear(): void;
};

/**
 * The accounts and their life, whatever protocol asks: invited (7 days), active, expired, gone.
 * User names are unique without regard to case. Every change gives a new revision and new times.
 */
export function createDirectory(options: {
  memory: AccountsMemory;
  now: () => Date;
  onChange: () => void;
}): Directory {
  const { memory, now, onChange } = options;
  const byUserName = new Map(memory.accounts.map((account) => [key(account.userName), account]));
  const byId = new Map(memory.accounts.map((account) => [account.id, account]));
  const byToken = new Map(memory.accounts.map((account) => [account.activationToken, account]));

  const get = (id: string): Account => {
    const account = byId.get(id);
    if (!account) throw new ScimError(404, `No user has the id "${id}".`);
    return account;
  };
  const refuseTakenName = (userName: string, self?: Account): void => {
    const holder = byUserName.get(key(userName));
    if (holder && holder !== self) {
      throw new ScimError(409, `The user name "${userName}" is taken.`, 'uniqueness');
    }
  };
  const touch = (account: Account): Account => {
    account.revision += 1;
    account.updatedAt = now().toISOString();
    onChange();
    return account;
  };
  const invite = (account: Account): void => {
    byToken.delete(account.activationToken);
    Object.assign(account, invitation(now()));
    byToken.set(account.activationToken, account);
  };

  return {
    memory,
    now,
    get,
    findByUserName: (userName) => byUserName.get(key(userName)),
    findByActivationToken: (token) => byToken.get(token),
    create(input) {
      refuseTakenName(input.userName);
      const account = newAccount(input, now());
      memory.accounts.push(account);
      byId.set(account.id, account);
      byUserName.set(key(account.userName), account);
      byToken.set(account.activationToken, account);
      onChange();
      return account;
    },
    update(id, input) {
      const account = get(id);
      refuseTakenName(input.userName, account);
      byUserName.delete(key(account.userName));
      byUserName.set(key(input.userName), account);
      switchActive(account, input.active ?? account.active);
      account.userName = input.userName;
      account.externalId = input.externalId;
      account.attributes = input.attributes;
      return touch(account);
    },
    remove(id) {
      const account = get(id);
      memory.accounts.splice(memory.accounts.indexOf(account), 1);
      byId.delete(account.id);
      byUserName.delete(key(account.userName));
      byToken.delete(account.activationToken);
      onChange();
    },
    activate(token) {
      const account = byToken.get(token);
      if (!account) throw new ScimError(404, 'This activation link is not known.');
      if (accountState(account, now()) !== 'invited') return account;
      Object.assign(account, { state: 'active', active: true, activatedAt: now().toISOString() });
      return touch(account);
    },
    renewInvitation(id) {
      const account = get(id);
      if (account.state !== 'invited') {
        throw new ScimError(
          400,
          'Only an account that is invited or expired can be invited again.',
          'mutability',
        );
      }
      invite(account);
      return touch(account);
    },
    expireInvitation(id) {
      const account = get(id);
      if (account.state === 'invited') account.activationExpiresAt = now().toISOString();
      return touch(account);
    },
    setActive(id, active) {
      const account = get(id);
      switchActive(account, active);
      return touch(account);
    },
    signIn: (id) => touch(signedIn(get(id), now())),
    publishUse(id) {
      const account = signedIn(get(id), now());
      account.usesCount += 1;
      return touch(account);
    },
    clear() {
      memory.accounts.length = 0;
      for (const index of [byId, byUserName, byToken]) index.clear();
      onChange();
    },
  };
}

function newAccount(input: UserInput, now: Date): Account {
  return {
    id: randomUUID(),
    ...input,
    active: input.active ?? true,
    state: 'invited',
    ...invitation(now),
    activatedAt: null,
    lastSignInAt: null,
    usesCount: 0,
    revision: 1,
    createdAt: now.toISOString(),
    updatedAt: now.toISOString(),
  };
}

function invitation(now: Date): Pick<Account, 'activationToken' | 'activationExpiresAt'> {
  return {
    activationToken: randomBytes(24).toString('base64url'),
    activationExpiresAt: new Date(now.getTime() + invitationDays * 86_400_000).toISOString(),
  };
}

function signedIn(account: Account, now: Date): Account {
  if (account.state !== 'active')
    throw new ScimError(400, 'Only the holder of an active account can sign in.', 'mutability');
  return Object.assign(account, { lastSignInAt: now.toISOString() });
}

/** Switching an account off closes it; switching it on gives back what it was. */
function switchActive(account: Account, active: boolean): void {
  if (active === account.active) return;
  account.active = active;
  if (!active) account.state = 'gone';
  else account.state = account.activatedAt ? 'active' : 'invited';
}

function key(userName: string): string {
  return userName.toLowerCase();
}

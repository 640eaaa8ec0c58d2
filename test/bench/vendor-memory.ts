/** What was done outside, by address or id: how often, and where deals stand. */
export interface DoneOutside {
  accounts: Record<string, number>;
  mails: Record<string, number>;
  stages: Record<string, number>;
}

/** What stand-ins remember, for those who look before they repeat. */
export interface VendorMemory {
  /** The account that a SCIM filter finds. */
  accountBy(filter: string): KnownAccount | undefined;
  accountOf(userName: string): KnownAccount | undefined;
  created(userName: string, externalId: unknown): void;
  mailed(address: string): void;
  /** The record as it was changed since. */
  record<T extends object>(kind: string, fresh: T & { id: number }): T;
  changed(kind: string, id: string, changes: object): void;
  done(): DoneOutside;
}

interface KnownAccount {
  userName: string;
  externalId: unknown;
}

/** Nothing is ever forgotten: a hundred thousand flows take some 50 MB. */
export function createVendorMemory(): VendorMemory {
  const accounts = new Map<string, KnownAccount & { count: number }>();
  const byExternalId = new Map<unknown, string>();
  const mails = new Map<string, number>();
  const changes = new Map<string, object>();
  return {
    accountBy(filter) {
      const [, attribute, value = ''] = /^(\S+) eq "(.*)"$/.exec(filter) ?? [];
      return accounts.get(attribute === 'externalId' ? (byExternalId.get(value) ?? '') : value);
    },
    accountOf: (userName) => accounts.get(userName),
    created(userName, externalId) {
      const known = accounts.get(userName);
      accounts.set(userName, { userName, externalId, count: (known?.count ?? 0) + 1 });
      byExternalId.set(externalId, userName);
    },
    mailed: (address) => void mails.set(address, (mails.get(address) ?? 0) + 1),
    record: (kind, fresh) => ({ ...fresh, ...changes.get(`${kind} ${fresh.id}`) }),
    changed: (kind, id, made) =>
      void changes.set(`${kind} ${id}`, { ...changes.get(`${kind} ${id}`), ...made }),
    done: () => ({
      accounts: Object.fromEntries([...accounts].map(([name, { count }]) => [name, count])),
      mails: Object.fromEntries(mails),
      stages: stagesOf(changes),
    }),
  };
}

function stagesOf(changes: ReadonlyMap<string, object>): Record<string, number> {
  const deals = [...changes].filter(([key]) => key.startsWith('deal '));
  return Object.fromEntries(
    deals.map(([key, made]) => [
      key.slice('deal '.length),
      Number((made as { stage_id?: unknown }).stage_id),
    ]),
  );
}

import { type Account, accountEmails, accountExtension, accountState } from './account.ts';
import { ScimError } from './scim-error.ts';

export type FilterClause = { attribute: string; emailType: string | undefined; value: string | boolean };

const comparison =
  /^\s*([A-Za-z$][\w$:.-]*)(?:\[\s*type\s+eq\s+"([^"\\]+)"\s*\])?(\.[A-Za-z]\w*)?\s+([A-Za-z]+)\s+("(?:[^"\\]|\\.)*"|true|false)\s*/i;
const conjunction = /^and\s+/i;

/**
 * Reads the filters this directory knows: `attribute eq "value"`, `emails[type eq "work"].value eq "…"`,
 * several joined by `and` (what provisioning clients really send, other-services.md section 3).
 * @throws ScimError 400 invalidFilter
 */
export function parseFilter(text: string): FilterClause[] {
  const clauses: FilterClause[] = [];
  let rest = text;
  do {
    const match = comparison.exec(rest);
    if (!match) throw new ScimError(400, `Cannot read the filter near "${rest.trim()}".`, 'invalidFilter');
    const [whole, path = '', emailType, subPath = '', operator = '', literal = ''] = match;
    if (operator.toLowerCase() !== 'eq') {
      throw new ScimError(400, `Operator "${operator}" is not supported: use eq.`, 'invalidFilter');
    }
    clauses.push({ attribute: `${path}${subPath}`, emailType, value: readLiteral(literal) });
    rest = rest.slice(whole.length);
    const and = conjunction.exec(rest);
    if (!and && rest) throw new ScimError(400, `Cannot read the filter near "${rest}".`, 'invalidFilter');
    rest = and ? rest.slice(and[0].length) : '';
    if (and && !rest) throw new ScimError(400, 'The filter ends after "and".', 'invalidFilter');
  } while (rest);
  return clauses;
}

/** Tells whether an account passes every clause. Text compares without case, except id and externalId. */
export function passesFilter(account: Account, clauses: readonly FilterClause[], now: Date): boolean {
  return clauses.every((clause) => passesClause(account, clause, now));
}

function passesClause(account: Account, clause: FilterClause, now: Date): boolean {
  const wanted = clause.value;
  const exact = clause.attribute === 'id' || clause.attribute === 'externalId';
  return attributeValues(account, clause, now).some((value) => {
    if (typeof value !== 'string' || typeof wanted !== 'string') return value === wanted;
    return exact ? value === wanted : value.toLowerCase() === wanted.toLowerCase();
  });
}

function attributeValues(account: Account, clause: FilterClause, now: Date): unknown[] {
  const attribute = clause.attribute.toLowerCase();
  if (attribute === 'username') return [account.userName];
  if (attribute === 'id') return [account.id];
  if (attribute === 'externalid') return [account.externalId];
  if (attribute === 'active') return [account.active];
  if (attribute === 'emails' || attribute === 'emails.value') return emailsOfType(account, clause.emailType);
  if (attribute === `${accountExtension}:state`.toLowerCase()) return [accountState(account, now)];
  return [readPath(account.attributes, attribute.split('.'))];
}

function emailsOfType(account: Account, type: string | undefined): string[] {
  if (!type) return accountEmails(account);
  const emails = account.attributes.emails;
  const ofType = Array.isArray(emails) ? emails.filter((email) => email?.type === type) : [];
  return accountEmails({ ...account, attributes: { emails: ofType } });
}

function readPath(source: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => {
    if (typeof value !== 'object' || value === null) return undefined;
    return Object.entries(value).find(([name]) => name.toLowerCase() === key)?.[1];
  }, source);
}

function readLiteral(literal: string): string | boolean {
  if (!literal.startsWith('"')) return literal.toLowerCase() === 'true';
  try {
    return String(JSON.parse(literal));
  } catch {
    throw new ScimError(400, `Cannot read the value ${literal}.`, 'invalidFilter');
  }
}

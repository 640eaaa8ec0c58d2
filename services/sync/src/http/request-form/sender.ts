import { isIP } from 'node:net';
import { digestOf } from './secret.ts';

/** Under which sendings from an address of the network are counted: the address, or the network of an IPv6 one (/64). */
export function senderOfAddress(companyId: string, address: string | undefined): string {
  return `${companyId}:address:${digestOf(networkOf(address ?? ''))}`;
}

/** Under which sendings for an e-mail address (normalised) are counted. */
export function senderOfEmail(companyId: string, email: string): string {
  return `${companyId}:email:${digestOf(email)}`;
}

/** Whoever has one IPv6 address has 2⁶⁴ of them. */
export function networkOf(address: string): string {
  const plain = address.replace(/%.*$/, '').toLowerCase();
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain)?.[1];
  if (mapped !== undefined || isIP(plain) !== 6) return mapped ?? plain;
  const [head = '', tail] = plain.split('::');
  const before = head.split(':').filter(Boolean);
  const after = (tail ?? '').split(':').filter(Boolean);
  const zeros = tail === undefined ? [] : Array<string>(8 - before.length - after.length).fill('0');
  const groups = [...before, ...zeros, ...after]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16));
  return `${groups.join(':')}::/64`;
}

/** What a mail server takes (RFC 5321 4.5.3.1.3). */
const lengthMax = 254;

/**
 * The one form in which addresses are compared: unicode spaces removed at both ends, lower case, composed.
 * The ancestor compared raw strings and lost people who typed a capital letter (E-05, E-06, E-19).
 *
 * @returns the normalised address, or null when the text cannot be one
 */
export function normaliseEmail(text: string): string | null {
  const address = text
    .normalize('NFKC')
    .replace(/[\u200B-\u200D\u2060\uFEFF]/g, '')
    .trim()
    .toLowerCase();
  if (address.length > lengthMax) return null;
  return /^[^\s\p{C}@,;<>"]+@[^\s\p{C}@,;<>"]+\.[^\s\p{C}@,;<>".]{2,}$/u.test(address) ? address : null;
}

/** Distinct usable addresses, in the order given (the primary one first). */
export function normaliseEmails(texts: readonly string[]): string[] {
  return [...new Set(texts.map(normaliseEmail).filter((address) => address !== null))];
}

/** The part after the @ of a normalised address. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}

const laPoste = '356000000';

/**
 * Nine digits (SIREN) or fourteen (SIRET) with their check digit, as INSEE makes them; the post offices of La Poste have
 * a rule of their own.
 */
export function isSiren(digits: string): boolean {
  if (!/^(\d{9}|\d{14})$/.test(digits)) return false;
  const sum = [...digits].reduce((total, digit) => total + Number(digit), 0);
  return luhn(digits) || (digits.startsWith(laPoste) && sum % 5 === 0);
}

/** The SIREN of what somebody typed, also where they typed a SIRET; null when it is none. */
export function sirenOf(text: string): string | null {
  const digits = text.replaceAll(/[\s.]/gu, '');
  return isSiren(digits) ? digits.slice(0, 9) : null;
}

function luhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const doubled = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}

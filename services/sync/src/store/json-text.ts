/** Escapes of what PostgreSQL's jsonb cannot hold: the null character, and halves of surrogate pairs. */
const suspicious = /\\u(?:0000|d[89a-f])/i;

/**
 * A value as JSON text for a `jsonb` column. Characters that it cannot hold become U+FFFD: one bad character in a
 * name must not keep the rest from being stored.
 */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value);
  // Almost no text has an escape at all, and that is seen faster.
  return text.includes('\\u') && suspicious.test(text)
    ? JSON.stringify(value, (_key, part) => storableText(part))
    : text;
}

function storableText(value: unknown): unknown {
  return typeof value === 'string' ? storable(value) : value;
}

/** A text for a `text` column, with U+FFFD for the null character and for halves of surrogate pairs. */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '\uFFFD');
}

import pg from 'pg';

/** Lists of varying length make texts without end: only the first so many are prepared. */
const textsMax = 300;
const names = new Map<string, string>();

/**
 * A client that prepares each statement with values once per connection: PostgreSQL parses and plans it at the first
 * use only. Kysely gives its statements no names.
 */
export class PreparingClient extends pg.Client {
  // One signature for the many overloads of pg: all but text with values goes through as it is.
  override query(...args: unknown[]): never {
    const [text, values] = args;
    const name = typeof text === 'string' && Array.isArray(values) && values.length > 0 && nameOf(text);
    const given = name ? [{ name, text, values }, ...args.slice(2)] : args;
    return Reflect.apply(super.query, this, given) as never;
  }
}

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= textsMax) return known;
  const name = `statement-${names.size}`;
  names.set(text, name);
  return name;
}

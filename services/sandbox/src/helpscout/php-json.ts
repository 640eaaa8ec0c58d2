/**
 * JSON as PHP writes it: slashes and everything beyond ASCII are escaped (helpscout.md 3, 4.2). Signatures are made
 * over these bytes.
 */
export function phpJson(value: unknown): string {
  return escapedAsPhp(JSON.stringify(value));
}

/** One object whose fields keep the order given; a JavaScript object would move names that look like numbers. */
export function phpJsonOfPairs(pairs: readonly (readonly [string, string])[]): string {
  return `{${pairs.map(([name, value]) => `${phpJson(name)}:${phpJson(value)}`).join(',')}}`;
}

function escapedAsPhp(json: string): string {
  return json
    .replaceAll('/', String.raw`\/`)
    .replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

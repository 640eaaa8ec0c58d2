/** An instant as Help Scout writes it: UTC, whole seconds (helpscout.md 2.1). */
export function toSeconds(at: Date): string {
  return at.toISOString().replace(/\.\d{3}Z$/, 'Z');
}

const wholeSeconds = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;

/** Whether Help Scout reads it: fractions of a second and other zones are refused. */
export function isInstant(text: string): boolean {
  return wholeSeconds.test(text) && !Number.isNaN(Date.parse(text));
}

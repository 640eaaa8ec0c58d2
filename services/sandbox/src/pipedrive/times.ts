/** An instant as REST v2 and webhooks write it: whole seconds with `Z` (pipedrive.md 2.2). */
export function v2Time(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}

/** A v2 instant as v1 writes it: UTC, blank instead of `T`, no zone (pipedrive.md 2.2). */
export function v1Time(time: string): string;
export function v1Time(time: string | null): string | null;
export function v1Time(time: string | null): string | null {
  return time === null ? null : time.slice(0, 19).replace('T', ' ');
}

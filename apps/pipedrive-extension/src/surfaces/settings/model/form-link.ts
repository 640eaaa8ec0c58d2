/**
 * The address of the public form. The company tells apart those that share one service; the source is the code of where
 * people come from.
 */
export function formLink(origin: string, company: string, source: string | null): string {
  const link = new URL('/request', origin);
  if (source !== null) link.searchParams.set('s', source);
  link.searchParams.set('company', company);
  return link.href;
}

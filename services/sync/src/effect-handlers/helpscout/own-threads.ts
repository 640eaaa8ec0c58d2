import type { DeskThread, Helpscout } from '../../connectors/helpscout/port.ts';

/** So many of the newest entries are looked at for one of ours. */
const looked = 25;

/** The newest entries of a conversation that our app made, the newest first. */
export async function ownThreads(
  desk: Pick<Helpscout, 'threads' | 'self'>,
  conversationId: number,
): Promise<DeskThread[]> {
  const [threads, self] = await Promise.all([desk.threads(conversationId, looked), desk.self()]);
  const ours = self.email.toLowerCase();
  // Help Scout does not always tell an author's address: whoever did not write as a customer may be us.
  return threads.filter(
    ({ by, byEmail }) => by !== 'customer' && (byEmail === null || byEmail.toLowerCase() === ours),
  );
}

/** A text without what Help Scout may change about it: spaces, line ends and invisible signs (helpscout.md 7). */
export function comparable(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u200b-\u200d\u2060\ufeff\u00ad]/g, '')
    .replace(/\s+/g, '');
}

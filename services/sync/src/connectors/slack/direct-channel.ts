import type { Slack } from './port.ts';

/**
 * Where the app talks with the one of our people who has this address; null when Slack knows none. Whoever is of another
 * company hears nothing from us.
 * @throws OutsideError
 */
export async function directChannel(
  slack: Pick<Slack, 'personByEmail' | 'openDirect'>,
  email: string,
): Promise<string | null> {
  const person = await slack.personByEmail(email);
  if (!person || person.isDeleted || person.isBot || person.isStranger) return null;
  return slack.openDirect(person.id);
}

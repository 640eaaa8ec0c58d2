import { normaliseEmail } from '#core/model/email-address.ts';
import type { SlackMessage } from '../connectors/slack/port.ts';
import { delegationsAt } from '../store/delegations.ts';
import type { Announcing, ApprovalOptions } from './options.ts';

/** Whom a request that nobody decides is brought to. */
export interface Called {
  /** As Slack mentions them; their name or address when Slack does not know them. */
  mention: string;
  /** Slack id; null when Slack does not know them. */
  userId: string | null;
}

/** Who is called when nobody decides. */
export interface Escalation {
  /** Whom `slack.escalateTo` names, or who decides for them while they are away; null when nobody is named. */
  whom(companyId: string, announcing: Announcing): Promise<Called | null>;
  /** Tells them directly as well: the thread may be in a channel they have muted. A failure is logged, no more. */
  tellInPerson(announcing: Announcing, called: Called, message: SlackMessage): Promise<void>;
}

/** Finds whom the settings of a company name, at the moment it is asked. */
export function createEscalation({ db, companies, log, now }: ApprovalOptions): Escalation {
  const emailOf = async (companyId: string): Promise<string | null> => {
    const { settings, staff } = companies.companyOf(companyId);
    const { escalateTo } = settings.slack;
    if (escalateTo === undefined) return null;
    const named = staff.find(({ email }) => normaliseEmail(email) === escalateTo);
    const away =
      named && (await delegationsAt(db, companyId, now())).find(({ staffId }) => staffId === named.id);
    const delegate = away && staff.find(({ id, active }) => active && id === away.delegateId);
    return delegate?.email ?? escalateTo;
  };
  return {
    whom: async (companyId, { slack }) => {
      const email = await emailOf(companyId);
      if (email === null) return null;
      const person = await slack.personByEmail(email);
      if (person && !person.isDeleted) return { mention: `<@${person.id}>`, userId: person.id };
      log.warn({ companyId }, 'Slack knows nobody with the address of slack.escalateTo');
      return { mention: email, userId: null };
    },
    tellInPerson: async ({ slack }, { userId }, message) => {
      if (userId === null) return;
      try {
        await slack.postMessage({ channel: await slack.openDirect(userId), message });
      } catch (error) {
        const said = error instanceof Error ? error.message : '';
        log.warn({ userId, error: said }, 'who is called for a request was told in its thread alone');
      }
    },
  };
}

import type { Company } from '#core/company.ts';
import { recognised } from '#core/processes/conversation/recognise.ts';
import { newConversation } from '#core/processes/conversation/state.ts';
import type { DeskConversation } from '../../connectors/helpscout/port.ts';
import type { Handler } from '../handler.ts';
import type { DeskOf } from './desk.ts';
import type { IsFollowed } from './followed.ts';
import type { Links } from './links.ts';

/**
 * Conversations about accounts that were there before the request. Those that nobody told us of yet are followed from
 * now on: once read, they link themselves. That Help Scout does not answer keeps nobody waiting.
 */
export function findConversations(
  { find, follow }: Pick<Links, 'find' | 'follow'>,
  deskOf: DeskOf,
  isFollowed: IsFollowed,
): Handler<'find-conversations'> {
  return {
    vendor: 'helpscout',
    run: async ({ emails }, { company }) => {
      const listed =
        (await deskOf()
          ?.background.conversationsWith(emails)
          .catch(() => [])) ?? [];
      await follow(company.id, await worthReading(company, listed, isFollowed));
      return { conversations: await find(company.id, emails) };
    },
  };
}

/** Of what a list tells, those that are about accounts. */
async function worthReading(
  company: Company,
  listed: readonly DeskConversation[],
  isFollowed: IsFollowed,
): Promise<number[]> {
  const ids: number[] = [];
  for (const { id, mailboxId, tags, subject } of listed) {
    const told = { tags, subject, usedSavedReply: false };
    if (recognised(newConversation(id), told, company) === null) continue;
    if (await isFollowed(company, mailboxId)) ids.push(id);
  }
  return ids;
}

import { OutsideError } from '../errors.ts';
import type { Calls, DeskAnswer } from './calls.ts';
import { orNullAfter, toDeskError } from './errors.ts';
import { survivorOf } from './moved.ts';
import { readPage, readRows } from './paging.ts';
import type { ConversationAnswer, Helpscout } from './port.ts';
import { Conversation, DeskId, Thread } from './schema.ts';
import { toConversation, toDeskDate, toThread } from './translate.ts';
import { replyUnnamed } from './words.ts';

type Family = Pick<Helpscout, 'conversation' | 'threads' | 'modifiedSince' | 'reply' | 'note' | 'setTags'>;

const threadsUsually = 50;

/** Reading conversations and writing into them (helpscout.md 2.2, 2.3). */
export function conversationCalls(calls: Calls): Family {
  return {
    conversation: async (id) => {
      const call = { method: 'get', path: pathOf(id), mayHaveMoved: true } as const;
      const answer = await orNullAfter([404, 410], calls.send(call));
      return answer === null ? { kind: 'gone' } : whatBecame(answer, id);
    },
    threads: async (conversationId, max = threadsUsually) => {
      const list = { name: 'threads', row: Thread, max };
      return (await readRows(calls, { path: `${pathOf(conversationId)}/threads` }, list)).map(toThread);
    },
    modifiedSince: async (since, page, mailboxIds) => {
      const query = {
        // The default is `active`: closed ones would be missed.
        status: 'all',
        modifiedSince: toDeskDate(since),
        sortField: 'modifiedAt',
        // What changes while pages are turned comes to the front: nothing is skipped.
        sortOrder: 'desc',
        ...(mailboxIds.length === 0 ? {} : { mailbox: mailboxIds.join(',') }),
      };
      const list = { name: 'conversations', row: Conversation, page };
      const { rows, nextPage } = await readPage(calls, { path: '/conversations', query }, list);
      return { conversations: rows.map(toConversation), nextPage };
    },
    ...writing(calls),
  };
}

/** Without a status a reply reopens the conversation; unless it is a draft it is mailed at once (helpscout.md 2.3). */
function writing({ send }: Calls): Pick<Family, 'reply' | 'note' | 'setTags'> {
  return {
    reply: async ({ conversationId, customerId, html, send: isSent, status }) => {
      const body = { text: html, customer: { id: customerId }, status, ...(isSent ? {} : { draft: true }) };
      const answer = await send({ method: 'post', path: `${pathOf(conversationId)}/reply`, body });
      const threadId = createdIdOf(answer);
      if (threadId === null)
        throw new OutsideError({
          vendor: 'helpscout',
          ...replyUnnamed,
          status: answer.status,
          unclear: true,
        });
      return { threadId };
    },
    note: async ({ conversationId, html, status }) => {
      const path = `${pathOf(conversationId)}/notes`;
      return { threadId: createdIdOf(await send({ method: 'post', path, body: { text: html, status } })) };
    },
    setTags: async (conversationId, tags) => {
      await send({ method: 'put', path: `${pathOf(conversationId)}/tags`, body: { tags: [...tags] } });
    },
  };
}

function whatBecame(answer: DeskAnswer, id: number): ConversationAnswer {
  if (answer.status === 301) return { kind: 'merged', intoId: survivorOf(answer, 'conversations', id) };
  const parsed = Conversation.safeParse(answer.body);
  if (!parsed.success) throw toDeskError(parsed.error);
  const conversation = toConversation(parsed.data);
  return conversation.state === 'deleted' ? { kind: 'gone' } : { kind: 'there', conversation };
}

/** `Resource-ID`, or the end of `Location` (helpscout.md 2.1). */
function createdIdOf(answer: DeskAnswer): number | null {
  const atEnd = /\/(\d+)\/?$/.exec(answer.header('location') ?? '')?.[1];
  return DeskId.safeParse(answer.header('resource-id') ?? atEnd).data ?? null;
}

/** Where a conversation is, below the API's address. */
function pathOf(id: number): string {
  return `/conversations/${id}`;
}

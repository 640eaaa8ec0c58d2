import type { Handler } from '../handler.ts';
import { escaped } from '../notes.ts';
import { type DeskOf, deskNow } from './desk.ts';
import { comparable, ownThreads } from './own-threads.ts';

/** A note of ours for agents; found again by its mark. The status of the conversation stays as it is. */
export function noteOnConversation(deskOf: DeskOf): Handler<'note-on-conversation'> {
  return {
    vendor: 'helpscout',
    run: async ({ conversationId, mark, lines }, { repeated }) => {
      const { background } = deskNow(deskOf);
      const answer = await background.conversation(conversationId);
      // What it was merged into hears of the request too, and has a note of its own.
      if (answer.kind !== 'there') return {};
      if (repeated) {
        const threads = await ownThreads(background, conversationId);
        const isThere = threads.some(
          ({ type, text }) => type === 'note' && comparable(text).startsWith(comparable(mark)),
        );
        if (isThere) return {};
      }
      const html = [`<b>${escaped(mark)}</b>`, ...lines.map(escaped)].join('<br>');
      await background.note({ conversationId, html, status: answer.conversation.status });
      return {};
    },
  };
}

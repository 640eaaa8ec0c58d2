import { OutsideError } from '../../connectors/errors.ts';
import type { Handler } from '../handler.ts';
import { type DeskOf, deskNow } from './desk.ts';

/**
 * One more tag. Help Scout replaces all of them at once (helpscout.md 2.2): they are read just before, so that what
 * agents tag at the same time is hardly ever lost.
 */
export function tagConversation(deskOf: DeskOf): Handler<'tag-conversation'> {
  return {
    vendor: 'helpscout',
    run: async ({ conversationId, tag }) => {
      const { background } = deskNow(deskOf);
      const answer = await background.conversation(conversationId);
      if (answer.kind !== 'there') return {};
      const { tags } = answer.conversation;
      if (tags.some((each) => each.toLowerCase() === tag.toLowerCase())) return {};
      // All of them are replaced: what cannot be read would be lost.
      if (tags.includes('')) throw unreadable();
      await background.setTags(conversationId, [...tags, tag]);
      return {};
    },
  };
}

function unreadable(): OutsideError {
  return new OutsideError({
    vendor: 'helpscout',
    word: 'broken',
    title: {
      fr: 'Les étiquettes de Help Scout ne sont pas lisibles',
      en: 'Help Scout’s tags cannot be read',
    },
    detail: {
      fr: 'Rien n’a été changé. Étiquetez la conversation vous-même, et prévenez l’équipe technique.',
      en: 'Nothing was changed. Tag the conversation yourself, and tell the technical team.',
    },
  });
}

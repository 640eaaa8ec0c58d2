import type { EffectOf } from '#core/effects.ts';
import { readConversation } from '#core/processes/conversation/state.ts';
import { OutsideError } from '../../connectors/errors.ts';
import { maybeDone } from '../../connectors/helpscout/errors.ts';
import { plainTextOf } from '../../connectors/helpscout/plain-text.ts';
import type { ConversationAnswer, DeskConversation, Helpscout } from '../../connectors/helpscout/port.ts';
import type { InstanceRow } from '../../store/instances.ts';
import type { Handler } from '../handler.ts';
import { type DeskOf, deskNow } from './desk.ts';
import { comparable } from './own-threads.ts';

type PlaceDraft = EffectOf<'place-draft'>;

/** Our clock and Help Scout's may differ. */
const clockLeewayMs = 5 * 60_000;
/** A call that was cut off may still be at work over there: its draft is looked for a little later. */
const lookAgainMs = 5_000;
/** So many of the newest entries are looked at. */
const looked = 25;

/**
 * A reply as a draft that an agent reads and sends; mailed at once only where the settings say so. Help Scout knows
 * no key by which it would recognise a repetition (helpscout.md 7): after an unclear answer, and before any other
 * try, what stands in the conversation is looked at first. A mail that may have left is never sent again: the second
 * try leaves a draft.
 */
export function placeDraft(deskOf: DeskOf): Handler<'place-draft'> {
  return {
    vendor: 'helpscout',
    run: async (effect, { instance, repeated, unclear }) => {
      const { interactive } = deskNow(deskOf);
      const { conversationId, commandId, html, send } = effect;
      const { status, customerId } = stillThere(await interactive.conversation(conversationId));
      if (customerId === null) throw withoutCustomer();
      const look = () => placedBefore(interactive, effect, instance);
      const known = repeated ? await look() : null;
      if (known !== null) return { threadId: known, commandId };
      try {
        const reply = { conversationId, customerId, html, status, send: send && !unclear };
        return { ...(await interactive.reply(reply)), commandId };
      } catch (error) {
        if (!(error instanceof OutsideError) || !maybeDone(error)) throw error;
        const found = await look().catch(() => null);
        if (found !== null) return { threadId: found, commandId };
        const retryAfterMs = Math.max(error.failure.retryAfterMs ?? 0, lookAgainMs);
        throw new OutsideError({ ...error.failure, retryAfterMs });
      }
    },
  };
}

function stillThere(answer: ConversationAnswer): DeskConversation {
  if (answer.kind === 'there') return answer.conversation;
  throw answer.kind === 'merged' ? wasMerged() : isGone();
}

/** The entry that an earlier try of this effect made; not one that another command placed with the same words. */
async function placedBefore(
  desk: Helpscout,
  { conversationId, commandId, html }: PlaceDraft,
  { state, version }: InstanceRow,
): Promise<number | null> {
  const { placed } = readConversation(state, version);
  const others = placed.flatMap((each) => (each.commandId === commandId ? [] : [each.threadId]));
  const askedAt = placed.find((each) => each.commandId === commandId)?.at;
  const sinceMs = askedAt === undefined ? 0 : Date.parse(askedAt) - clockLeewayMs;
  const wanted = comparable(plainTextOf(html));
  // Whoever sent the draft meanwhile may be its author now.
  const threads = await desk.threads(conversationId, looked);
  const ours = threads.find(
    ({ id, type, by, text, createdAt }) =>
      (type === 'message' || type === 'reply') &&
      by !== 'customer' &&
      !others.includes(id) &&
      Date.parse(createdAt) >= sinceMs &&
      comparable(text) === wanted,
  );
  return ours?.id ?? null;
}

function wasMerged(): OutsideError {
  return notPlaced(
    {
      fr: 'La conversation a été fusionnée dans une autre',
      en: 'The conversation was merged into another one',
    },
    {
      fr: 'Rien n’a été placé. Ouvrez l’autre conversation dans Help Scout et placez la réponse là.',
      en: 'Nothing was placed. Open the other conversation in Help Scout and place the reply there.',
    },
  );
}

function isGone(): OutsideError {
  return notPlaced(
    { fr: 'La conversation n’existe plus dans Help Scout', en: 'The conversation is gone from Help Scout' },
    { fr: 'Rien n’a été placé.', en: 'Nothing was placed.' },
  );
}

function withoutCustomer(): OutsideError {
  return notPlaced(
    { fr: 'La conversation n’a plus de client', en: 'The conversation has no customer any more' },
    {
      fr: 'Rien n’a été placé. Donnez un client à la conversation dans Help Scout, puis réessayez.',
      en: 'Nothing was placed. Give the conversation a customer in Help Scout, then retry.',
    },
  );
}

function notPlaced(title: Record<'fr' | 'en', string>, detail: Record<'fr' | 'en', string>): OutsideError {
  return new OutsideError({ vendor: 'helpscout', word: 'not-found', title, detail });
}

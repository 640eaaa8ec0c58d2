import { domainOf, normaliseEmail } from '#core/model/email-address.ts';
import type { Mailer, OutgoingMail } from '../connectors/mail/client.ts';
import type { HandoverNote } from '../store/handover-note.ts';
import type { HandlerContext } from './handler.ts';

/**
 * Hands the one mail of an effect over, at most once.
 * @returns `confirmed` false: an earlier try was interrupted just while handing it over; it is not sent again
 * @throws OutsideError
 */
export type SendOnce = (
  mail: Omit<OutgoingMail, 'messageId'>,
  context: Pick<HandlerContext, 'effectId' | 'handedOver' | 'writeHandoverNote'>,
) => Promise<{ confirmed: boolean }>;

/**
 * The note that a mail was handed over and its final dot leave in the same instant: a process that dies before leaves
 * neither, so the mail is sent again; one that dies after leaves both, so the mail is taken as sent (it cannot be asked
 * for, nor taken back).
 *
 * @param from the sender of the service; its domain makes the ids of messages
 */
export function createSendOnce(mailer: Mailer, from: string): SendOnce {
  const domain = messageDomain(from);
  return async (mail, { effectId, handedOver, writeHandoverNote }) => {
    if (handedOver) return { confirmed: false };
    let note: HandoverNote | undefined;
    await mailer.send(
      { ...mail, messageId: `<${effectId}@${domain}>` },
      {
        beforeHandover: async () => {
          note = await writeHandoverNote();
        },
        // Should it be lost for good, the outcome tells the same: the engine holds it until the store is back.
        atHandover: () => void note?.commit().catch(() => undefined),
      },
    );
    return { confirmed: true };
  };
}

/** The domain of the ids of messages. @param from the sender of the service, with a name or without */
export function messageDomain(from: string): string {
  return domainOf(normaliseEmail(from.replace(/^.*<|>.*$/g, '')) ?? 'passerelle.invalid');
}

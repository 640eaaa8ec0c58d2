import { OutsideError } from '#sync/connectors/errors.ts';
import type { Mailer, OutgoingMail } from '#sync/connectors/mail/client.ts';

/** A mail server in memory. */
export interface FakeMailer extends Pick<Mailer, 'send'> {
  sent: OutgoingMail[];
  /** The next mails fail, one after the other; 'lost': taken, and nobody hears that it was. */
  troubles: ('lost' | OutsideError)[];
}

/** A refusal of the mail server, or a silence. */
export function mailTrouble(
  word: 'retry-later' | 'sign-in-again' | 'rejected',
  unclear = false,
): OutsideError {
  const text = { fr: word, en: word };
  return new OutsideError({ vendor: 'mail', word, title: text, detail: text, unclear });
}

export function createFakeMailer(): FakeMailer {
  const fake: FakeMailer = {
    sent: [],
    troubles: [],
    send: async (mail, { beforeHandover, atHandover }) => {
      const trouble = fake.troubles.shift();
      if (trouble instanceof OutsideError) throw trouble;
      await beforeHandover();
      atHandover?.();
      fake.sent.push(mail);
      if (trouble === 'lost') throw mailTrouble('retry-later', true);
      return { response: '250 ok' };
    },
  };
  return fake;
}

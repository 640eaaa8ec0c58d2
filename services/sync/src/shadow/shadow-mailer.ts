import type { Mailer } from '../connectors/mail/client.ts';
import type { RecordWrite } from './shadow-pipedrive.ts';

/** Keeps every mail inside. Nothing is handed over, so nothing is noted as handed over either. */
export function shadowMailer(mailer: Mailer, record: RecordWrite): Mailer {
  return {
    async send({ to, subject, text, html, language, from, attachments }) {
      const beside = {
        ...(from && { from }),
        ...(attachments && { files: attachments.map(({ name }) => name) }),
      };
      record({
        vendor: 'mail',
        method: 'MAIL',
        path: to,
        body: { subject, text, html, language, ...beside },
      });
      return { response: '250 kept inside' };
    },
    verify: () => mailer.verify(),
    close: () => mailer.close(),
  };
}

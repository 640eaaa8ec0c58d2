import type { SMTPServerOptions } from 'smtp-server';
import { afterEach } from 'vitest';
import { OutsideError } from '#sync/connectors/errors.ts';
import { createMailer, type Mailer } from '#sync/connectors/mail/client.ts';
import { mailServer } from './mail-server.ts';

export const mail = {
  to: 'camille@example.org',
  subject: 'Votre compte est prêt',
  text: `Bonjour,\n.\n${'Ligne accentuée : é. '.repeat(200)}`,
  html: '<p>Bonjour</p>',
  messageId: '<effect-1@passerelle.example.org>',
  language: 'fr',
};
export const nothing = { beforeHandover: async () => {} };

/** Mailers and mail servers for the tests of a file, closed after each test. */
export function withMailers() {
  const cleanups: (() => Promise<void> | void)[] = [];
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0)) await cleanup();
  });
  function mailerOf(smtpUrl: string, timeoutMs = 2_000): Mailer {
    const from = 'Passerelle <accueil@example.org>';
    const mailer = createMailer({ smtpUrl, from, replyTo: 'contact@example.org', timeoutMs });
    cleanups.unshift(() => mailer.close());
    return mailer;
  }
  async function serving(options?: SMTPServerOptions) {
    const server = await mailServer(options);
    cleanups.push(server.close);
    return { server, mailer: mailerOf(server.url) };
  }
  return { cleanups, mailerOf, serving };
}

/** Hooks that count how often a handover was recorded. */
export function counting() {
  let count = 0;
  const beforeHandover = async () => {
    count += 1;
  };
  return { hooks: { beforeHandover }, times: () => count };
}

/** What became of work that has to fail. */
export async function failureOf(work: Promise<unknown>): Promise<OutsideError> {
  const error = await work.then(
    () => new Error('nothing failed'),
    (reason: unknown) => reason,
  );
  if (error instanceof OutsideError) return error;
  throw error;
}

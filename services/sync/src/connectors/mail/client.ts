import type { SendMailOptions } from 'nodemailer';
import { createTransport } from 'nodemailer';
import { currentRequestId } from '../../trace.ts';
import type { Handover } from './handover.ts';
import { createHandover } from './handover.ts';
import { toMailError } from './mail-errors.ts';

export interface MailerOptions {
  /** `smtp://` or `smtps://`, credentials included. */
  smtpUrl: string;
  from: string;
  replyTo?: string;
  timeoutMs?: number;
}

export interface OutgoingMail {
  /** One address. */
  to: string;
  subject: string;
  text: string;
  html: string;
  /** With its angle brackets; the same at each attempt, so that the receiver can drop a repetition. */
  messageId: string;
  /** Language tag of the text. */
  language: string;
}

export interface MailHooks {
  /**
   * Awaited when the recipient was accepted and the whole message was streamed, before the final dot: after the dot
   * the mail may arrive, before it cannot. If it fails, the mail is not sent and its error comes back.
   */
  beforeHandover(): Promise<void>;
  /** Called when `beforeHandover` is through, in the very instant in which the final dot leaves. */
  atHandover?(): void;
}

export interface Mailer {
  /**
   * Hands one mail to the server.
   *
   * @returns the server's last words
   * @throws OutsideError `unclear` only when the connection broke after the handover
   */
  send(mail: OutgoingMail, hooks: MailHooks): Promise<{ response: string }>;
  /** @throws OutsideError when the server cannot be reached or refuses our credentials */
  verify(): Promise<void>;
  close(): void;
}

const defaultTimeoutMs = 10_000;
/** Shorter than servers allow: a connection the server dropped in between would fail the next mail for nothing. */
const idleTimeoutMs = 20_000;

/** A message with the gate that its text has to pass. */
interface GatedMail extends SendMailOptions {
  handover: Handover;
}

/** Our mail server: pooled connections, time limits, no file or network access from within a mail. */
export function createMailer(options: MailerOptions): Mailer {
  const transporter = createPool(options);
  return {
    async send(mail, hooks) {
      const handover = createHandover(hooks);
      const gated: GatedMail = { ...messageOf(mail, options), handover };
      try {
        const { response } = await transporter.sendMail(gated);
        return { response };
      } catch (error) {
        if (handover.refusal) throw handover.refusal.reason;
        throw toMailError(error, mail.to, handover.done);
      }
    },
    async verify() {
      try {
        await transporter.verify();
      } catch (error) {
        throw toMailError(error, options.from, false);
      }
    },
    close: () => transporter.close(),
  };
}

function createPool({ smtpUrl, timeoutMs = defaultTimeoutMs }: MailerOptions) {
  const transporter = createTransport({
    pool: true,
    url: smtpUrl,
    maxConnections: 8,
    maxRequeues: 1,
    idleTimeout: idleTimeoutMs,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  transporter.use('stream', (mail, callback) => {
    const { handover } = mail.data as GatedMail;
    const { message } = mail;
    if (!message) return callback(new Error('no message was composed'));
    message.build().then((built) => {
      // Composed once, streamed through the gate at each attempt of the pool.
      message.createReadStream = () => handover.gate(built);
      callback();
    }, callback);
  });
  return transporter;
}

function messageOf(mail: OutgoingMail, { from, replyTo }: MailerOptions): SendMailOptions {
  const requestId = currentRequestId();
  return {
    from,
    ...(replyTo === undefined ? {} : { replyTo }),
    // As an object: a text could name several recipients.
    to: { name: '', address: mail.to },
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    messageId: mail.messageId,
    headers: {
      'Auto-Submitted': 'auto-generated',
      'Content-Language': mail.language,
      ...(requestId === undefined ? {} : { 'X-Request-Id': requestId }),
    },
  };
}

import type { SendMailOptions } from 'nodemailer';
import { createTransport } from 'nodemailer';
import { normaliseEmail } from '#core/model/email-address.ts';
import { currentRequestId, vendorCall } from '../../trace.ts';
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
  /** Whose words they are; absent: those of the service, which is named as the sender beside anybody else. */
  from?: Mailbox;
  /** Absent: where the service wants answers. */
  replyTo?: string;
  /** Where a copy goes that nobody is told of; that it does not arrive keeps no mail. */
  copyTo?: string | null;
  /** Where an answer of one click takes the reader off the list (RFC 8058). */
  unsubscribeUrl?: string;
  attachments?: readonly MailAttachment[];
}

/** Somebody with an address. */
export interface Mailbox {
  name: string;
  address: string;
}

/** A file that goes with a mail. */
export interface MailAttachment {
  name: string;
  type: string | null;
  content: Buffer;
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
  // In a mail of its own: with both in one, a refused reader would look like a mail that left.
  const sendCopy = async (message: SendMailOptions): Promise<void> => {
    const copy: GatedMail = {
      ...message,
      handover: createHandover({ beforeHandover: async () => undefined }),
    };
    await transporter.sendMail(copy).catch(() => undefined);
  };
  return {
    async send(mail, hooks) {
      const handover = createHandover(hooks);
      const message = messageOf(mail, options);
      const gated: GatedMail = { ...message, handover };
      try {
        const { response } = await handOver(transporter, gated);
        const copyTo = normaliseEmail(mail.copyTo ?? '');
        if (copyTo !== null) await sendCopy({ ...message, envelope: { from: options.from, to: [copyTo] } });
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

/** SMTP has no path; its reply codes are classed as those of HTTP. */
function handOver(transporter: ReturnType<typeof createPool>, mail: GatedMail) {
  return vendorCall('mail', { method: 'SMTP', path: '' }, async (call) => {
    try {
      const sent = await transporter.sendMail(mail);
      call.status = Number.parseInt(sent.response, 10) || 250;
      return sent;
    } catch (error) {
      const code = (error as { responseCode?: unknown }).responseCode;
      if (typeof code === 'number') call.status = code;
      throw error;
    }
  });
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

function messageOf(mail: OutgoingMail, { from, replyTo: usual }: MailerOptions): SendMailOptions {
  const replyTo = mail.replyTo ?? usual;
  return {
    from: mail.from ?? from,
    ...(mail.from && sentFor(mail, from)),
    ...(replyTo === undefined ? {} : { replyTo }),
    // As an object: a text could name several recipients.
    to: { name: '', address: mail.to },
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    messageId: mail.messageId,
    headers: headersOf(mail),
    ...(mail.attachments && { attachments: mail.attachments.map(attachmentOf) }),
  };
}

/** Words of somebody else leave, and come back undelivered, under the address that the mail server sends for. */
function sentFor({ to }: OutgoingMail, from: string): SendMailOptions {
  // An envelope is read as a list of addresses: what is not exactly one is left to the header, which cannot be.
  const only = normaliseEmail(to);
  return { sender: from, ...(only !== null && { envelope: { from, to: [only] } }) };
}

function headersOf({ language, unsubscribeUrl }: OutgoingMail): Record<string, string> {
  const requestId = currentRequestId();
  return {
    'Auto-Submitted': 'auto-generated',
    'Content-Language': language,
    ...(requestId === undefined ? {} : { 'X-Request-Id': requestId }),
    ...(unsubscribeUrl !== undefined && {
      'List-Unsubscribe': `<${unsubscribeUrl}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    }),
  };
}

function attachmentOf({ name, type, content }: MailAttachment) {
  return { filename: name, content, ...(type !== null && { contentType: type }) };
}

import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import PostalMime, { type Attachment } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import type { CallLog } from '../calls.ts';
import type { MisbehaviourRule, MisbehaviourRules } from '../misbehaviour.ts';
import type { Mail, Mailbox } from './mailbox.ts';

export type SmtpOptions = {
  mailbox: Mailbox;
  rules: MisbehaviourRules;
  calls: CallLog;
  now: () => Date;
  host: string;
  port: number;
};

const maxMailBytes = 20_000_000;

/**
 * The mailbox's SMTP door: no TLS, no login, loopback only. Recipients named `bounce` are refused for good
 * (550 5.1.1), those named `later` for now (451). Rules of the vendor `mail` are taken once per mail.
 * @returns the port it listens on, and how to stop it
 */
export async function startSmtp(options: SmtpOptions): Promise<{ port: number; stop(): Promise<void> }> {
  const sockets = new Map<string, Socket>();
  const server = createServer(options, sockets);
  server.server.on('connection', (socket: Socket) => {
    const key = socketKey(socket.remoteAddress, socket.remotePort);
    sockets.set(key, socket);
    socket.on('close', () => sockets.delete(key));
  });
  // A client that goes away in mid-mail is its own business.
  server.on('error', () => {});
  await listen(server, options);
  const address = server.server.address();
  return {
    port: typeof address === 'object' && address ? address.port : options.port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets.values()) socket.destroy();
      }),
  };
}

function listen(server: SMTPServer, { port, host }: SmtpOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, host, () => {
      server.server.off('error', reject);
      resolve();
    });
  });
}

function createServer(options: SmtpOptions, sockets: ReadonlyMap<string, Socket>): SMTPServer {
  const { rules, calls, now } = options;
  const failures = new Map<string, MisbehaviourRule>();
  const lateMs = new Map<string, number>();
  const log = (path: string, status: number | null): void =>
    calls.record({
      at: now().toISOString(),
      vendor: 'mail',
      method: 'MAIL',
      path,
      body: null,
      status,
      tokenCost: 0,
    });

  return new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    size: maxMailBytes,
    onMailFrom(sender, session, callback) {
      const { delayMs, lateMs: answersLateMs, rule } = rules.take('mail', 'MAIL', sender.address);
      failures.delete(session.id);
      lateMs.set(session.id, answersLateMs);
      if (rule) failures.set(session.id, rule);
      void wait(delayMs, undefined, { ref: false }).then(() => {
        if (rule?.kind !== '429') return callback();
        log(sender.address, 421);
        callback(reply(421, '4.7.0 Too many messages, try again later'));
      });
    },
    onRcptTo(recipient, session, callback) {
      const refusal = refusalOf(recipient.address, failures.get(session.id));
      if (refusal) log(recipient.address, refusal.responseCode);
      callback(refusal);
    },
    onData(stream, session, callback) {
      const to = session.envelope.rcptTo.map((recipient) => recipient.address);
      const rule = failures.get(session.id);
      const cut = (): void => {
        log(to.join(', '), null);
        sockets.get(socketKey(session.remoteAddress, session.remotePort))?.resetAndDestroy();
      };
      const answer = (status: number, text: string): void => {
        log(to.join(', '), status);
        const late = lateMs.get(session.id) ?? 0;
        if (status !== 250) callback(reply(status, text));
        else if (late > 0) setTimeout(() => callback(null, text), late).unref();
        else callback(null, text);
      };
      receive(stream, to, rule, options, { cut, answer }).catch(() =>
        answer(554, '5.6.0 Cannot read this mail'),
      );
    },
    onClose: (session) => {
      failures.delete(session.id);
      lateMs.delete(session.id);
    },
  });
}

type DataStream = AsyncIterable<Buffer> & { sizeExceeded: boolean };
type Answers = { cut: () => void; answer: (status: number, text: string) => void };

async function receive(
  stream: DataStream,
  to: string[],
  rule: MisbehaviourRule | undefined,
  options: SmtpOptions,
  { cut, answer }: Answers,
): Promise<void> {
  const raw = await readAll(stream);
  if (raw === undefined) return;
  if (stream.sizeExceeded) return answer(552, '5.3.4 Message too big');
  if (rule?.kind === '500') return answer(451, '4.3.0 Try again later');
  if (rule?.kind === 'reset' && !rule.after) return cut();
  if (rule?.kind === 'timeout' && !rule.after) return;
  const isSilent = rule?.kind === 'reset' || rule?.kind === 'timeout';
  const parsed = await parseMail(raw, to, options.now());
  const mail = options.mailbox.add({ ...parsed, ...(isSilent && { unconfirmed: true }) });
  if (rule?.kind === 'reset') return cut();
  if (rule?.kind === 'timeout') return;
  answer(250, `2.0.0 Kept as mail ${mail.n}`);
}

/** The bytes of the mail, or undefined when the client went away. What is beyond the limit is not kept. */
async function readAll(stream: DataStream): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of stream) if (!stream.sizeExceeded) chunks.push(chunk);
  } catch {
    return undefined;
  }
  return Buffer.concat(chunks);
}

async function parseMail(raw: Buffer, to: string[], now: Date): Promise<Omit<Mail, 'n'>> {
  const mail = await PostalMime.parse(raw);
  const from = mail.from?.address ?? '';
  return {
    from: mail.from?.name ? `${mail.from.name} <${from}>` : from,
    to,
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html ?? '',
    messageId: mail.messageId ?? '',
    headers: mail.headers.map(({ key, value }) => ({ key, value })),
    ...(mail.attachments.length > 0 && { attachments: mail.attachments.map(attachmentOf) }),
    receivedAt: now.toISOString(),
    sizeBytes: raw.length,
  };
}

function attachmentOf({ filename, mimeType, content }: Attachment) {
  const sizeBytes = typeof content === 'string' ? content.length : content.byteLength;
  return { name: filename ?? '', type: mimeType, sizeBytes };
}

type SmtpRefusal = Error & { responseCode: number };

function refusalOf(address: string, rule: MisbehaviourRule | undefined): SmtpRefusal | undefined {
  const name = address.slice(0, address.lastIndexOf('@')).toLowerCase();
  if (rule?.kind === '400') return reply(550, '5.7.1 The sandbox was told to refuse this mail');
  if (name === 'bounce') return reply(550, '5.1.1 No such mailbox');
  if (name === 'later') return reply(451, '4.2.1 Mailbox busy, try again later');
  return undefined;
}

function reply(responseCode: number, text: string): SmtpRefusal {
  return Object.assign(new Error(text), { responseCode });
}

function socketKey(address: string | undefined, port: number | undefined): string {
  return `${address ?? ''} ${port ?? ''}`;
}

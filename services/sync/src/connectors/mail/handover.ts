import { Readable } from 'node:stream';

/** The moment at which a mail leaves our hands: the server has the whole text and waits for the final dot. */
export interface Handover {
  /** True from the moment the final dot may have been written. */
  readonly done: boolean;
  /** What stopped it, when the engine could not record it; null otherwise. */
  readonly refusal: { reason: unknown } | null;
  /**
   * The message as a stream that ends, and so lets the final dot be written, once `beforeHandover` is through.
   * The SMTP client reads from it only after the recipient was accepted and DATA answered (nodemailer 10.6.0,
   * smtp-connection `send`).
   */
  gate(message: Buffer): Readable;
}

/** @param hooks see `MailHooks` in client.ts */
export function createHandover(hooks: { beforeHandover(): Promise<void>; atHandover?(): void }): Handover {
  let done = false;
  let refusal: { reason: unknown } | null = null;

  async function* withheld(message: Buffer): AsyncGenerator<Buffer> {
    // The pool may start again on another connection: never once the server may have the whole mail.
    if (done) throw new Error('the mail was already handed over');
    yield message;
    try {
      await hooks.beforeHandover();
    } catch (reason) {
      refusal = { reason };
      throw new Error('the handover was not recorded');
    }
    done = true;
    // What it writes leaves before the dot, which follows when this stream has ended: some 50 microseconds.
    hooks.atHandover?.();
  }

  return {
    get done() {
      return done;
    },
    get refusal() {
      return refusal;
    },
    gate: (message) => Readable.from(withheld(message), { objectMode: false }),
  };
}

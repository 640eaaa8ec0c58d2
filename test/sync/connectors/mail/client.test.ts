import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import PostalMime from 'postal-mime';
import type { SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import { OutsideError } from '#sync/connectors/errors.ts';
import type { Mailer } from '#sync/connectors/mail/client.ts';
import { createMailer } from '#sync/connectors/mail/client.ts';
import { underTrace } from '#sync/trace.ts';
import { mailServer } from './mail-server.ts';

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

const mail = {
  to: 'camille@example.org',
  subject: 'Votre compte est prêt',
  text: `Bonjour,\n.\n${'Ligne accentuée : é. '.repeat(200)}`,
  html: '<p>Bonjour</p>',
  messageId: '<effect-1@passerelle.example.org>',
  language: 'fr',
};
const nothing = { beforeHandover: async () => {} };

function counting() {
  let count = 0;
  const beforeHandover = async () => {
    count += 1;
  };
  return { hooks: { beforeHandover }, times: () => count };
}

async function failureOf(work: Promise<unknown>): Promise<OutsideError> {
  const error = await work.then(
    () => new Error('nothing failed'),
    (reason: unknown) => reason,
  );
  if (error instanceof OutsideError) return error;
  throw error;
}

function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}

describe('a mail that arrives', () => {
  it('holds the text, the id and the marks of an automatic mail', async () => {
    const { server, mailer } = await serving();
    const { response } = await underTrace({ requestId: 'r-9' }, () => mailer.send(mail, nothing));
    expect(response).toMatch(/^250 /);
    const [arrived] = server.received;
    const parsed = await PostalMime.parse(arrived?.raw ?? '');
    expect(arrived?.to).toEqual(['camille@example.org']);
    expect(parsed).toMatchObject({
      subject: 'Votre compte est prêt',
      from: { address: 'accueil@example.org', name: 'Passerelle' },
      replyTo: [{ address: 'contact@example.org' }],
      messageId: '<effect-1@passerelle.example.org>',
    });
    expect(parsed.text?.trim()).toBe(mail.text.trim());
    const headers = Object.fromEntries(parsed.headers.map(({ key, value }) => [key, value]));
    expect(headers).toMatchObject({
      'auto-submitted': 'auto-generated',
      'x-request-id': 'r-9',
      'content-language': 'fr',
    });
  });

  it('goes to one recipient even when the address tries to name two', async () => {
    const { server, mailer } = await serving();
    await failureOf(mailer.send({ ...mail, to: 'a@example.org, b@example.org' }, nothing));
    expect(server.received).toEqual([]);
  });

  it('checks the connection without sending', async () => {
    const { server, mailer } = await serving();
    await mailer.verify();
    expect(server.events).toEqual([]);
  });
});

describe('the handover', () => {
  it('is recorded after the recipient and the text, before the final dot', async () => {
    const { server, mailer } = await serving();
    const beforeHandover = async () => {
      await sleep(80);
      server.events.push('handover recorded');
    };
    await mailer.send(mail, { beforeHandover });
    expect(server.events).toEqual(['recipient accepted', 'text arrives', 'handover recorded', 'final dot']);
  });

  it('keeps this order for two mails over one connection', async () => {
    const { server, mailer } = await serving();
    const beforeHandover = async () => {
      await sleep(20);
      server.events.push('handover recorded');
    };
    await mailer.send({ ...mail, text: 'short', html: 'short' }, { beforeHandover });
    await mailer.send({ ...mail, messageId: '<effect-2@passerelle.example.org>' }, { beforeHandover });
    const once = ['recipient accepted', 'text arrives', 'handover recorded', 'final dot'];
    // A short text reaches the server's reader only with the end, so its arrival is not looked at.
    expect(server.events.slice(-4)).toEqual(once);
    expect(server.events.indexOf('handover recorded')).toBeLessThan(server.events.indexOf('final dot'));
    expect(server.received).toHaveLength(2);
  });

  it('does not happen when it cannot be recorded', async () => {
    const { server, mailer } = await serving();
    const down = new Error('store down');
    const sending = mailer.send(mail, { beforeHandover: () => Promise.reject(down) });
    await expect(sending).rejects.toBe(down);
    await sleep(50);
    expect(server.events).not.toContain('final dot');
    expect(server.received).toEqual([]);
    await mailer.send(mail, nothing);
    expect(server.received).toHaveLength(1);
  });

  it('is not recorded for a refused recipient', async () => {
    const { mailer } = await serving({
      onRcptTo: (_address, _session, callback) => callback(refusal(550, '5.1.1 No such user')),
    });
    const { hooks, times } = counting();
    const error = await failureOf(mailer.send(mail, hooks));
    expect(times()).toBe(0);
    expect(error.failure).toMatchObject({ word: 'rejected', unclear: false, status: 550 });
    expect(error.failure.title.fr).toBe('L’adresse camille@example.org a été refusée');
    expect(error.failure.detail.fr).toContain('5.1.1 No such user');
  });
});

describe('answers of the server', () => {
  it('a temporary refusal of the recipient is retried later', async () => {
    const { mailer } = await serving({
      onRcptTo: (_address, _session, callback) => callback(refusal(451, '4.7.1 Greylisted')),
    });
    const { failure } = await failureOf(mailer.send(mail, nothing));
    expect(failure).toMatchObject({ vendor: 'mail', word: 'retry-later', unclear: false, status: 451 });
  });

  it.each([
    [554, 'rejected'],
    [452, 'retry-later'],
  ])('%i to the final dot is a clear %s', async (code, word) => {
    const { mailer } = await serving({
      onData(stream, _session, callback) {
        stream.resume().on('end', () => callback(refusal(code, 'not this one')));
      },
    });
    const { failure } = await failureOf(mailer.send(mail, nothing));
    expect(failure).toMatchObject({ word, unclear: false, status: code });
  });

  it('wrong credentials are for an administrator, and are not shown', async () => {
    const server = await mailServer({
      disabledCommands: ['STARTTLS'],
      onAuth: (_auth, _session, callback) => callback(refusal(535, '5.7.8 Authentication failed')),
    });
    cleanups.push(server.close);
    const mailer = mailerOf(server.url.replace('smtp://', 'smtp://robot:very-secret@'));
    const error = await failureOf(mailer.send(mail, nothing));
    expect(error.failure.word).toBe('sign-in-again');
    expect(inspect(error, { depth: 10 })).not.toContain('very-secret');
    expect((await failureOf(mailer.verify())).failure.word).toBe('sign-in-again');
  });
});

describe('broken connections', () => {
  async function rawServer(onSocket: (socket: Socket) => void): Promise<string> {
    const server = createServer(onSocket);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    cleanups.push(() => new Promise((resolve) => server.close(() => resolve())));
    return `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  /** Speaks just enough SMTP; `atDot` decides what happens when the final dot arrives. */
  function speaking(atDot: (socket: Socket) => void) {
    return (socket: Socket) => {
      let inData = false;
      socket.write('220 hello\r\n');
      socket.on('error', () => {});
      socket.on('data', (chunk) => {
        const text = chunk.toString();
        if (inData) {
          if (text.endsWith('\r\n.\r\n') || text === '.\r\n') atDot(socket);
          return;
        }
        for (const line of text.split('\r\n').filter(Boolean)) {
          inData = line === 'DATA';
          socket.write(inData ? '354 go on\r\n' : '250 ok\r\n');
        }
      });
    };
  }

  it('nobody listening is clear', async () => {
    const { server, mailer } = await serving();
    await server.close();
    expect((await failureOf(mailer.send(mail, nothing))).failure).toMatchObject({
      word: 'retry-later',
      unclear: false,
    });
  });

  it('a server that never greets is given up, clearly', async () => {
    const mailer = mailerOf(
      await rawServer((socket) => void cleanups.push(() => void socket.destroy())),
      100,
    );
    expect((await failureOf(mailer.send(mail, nothing))).failure).toMatchObject({
      word: 'retry-later',
      unclear: false,
    });
  });

  it('a connection lost after the final dot is unclear, and is not tried again by itself', async () => {
    let dots = 0;
    const url = await rawServer(
      speaking((socket) => {
        dots += 1;
        socket.destroy();
      }),
    );
    const { hooks, times } = counting();
    const sending = mailerOf(url).send(mail, hooks);
    expect((await failureOf(sending)).failure).toMatchObject({ word: 'retry-later', unclear: true });
    await sleep(200);
    expect({ dots, recorded: times() }).toEqual({ dots: 1, recorded: 1 });
  });

  it('silence after the final dot is unclear too', async () => {
    const url = await rawServer(speaking((socket) => void cleanups.push(() => void socket.destroy())));
    expect((await failureOf(mailerOf(url, 100).send(mail, nothing))).failure.unclear).toBe(true);
  });
});

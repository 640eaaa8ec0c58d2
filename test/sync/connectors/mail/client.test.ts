import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { underTrace } from '#sync/trace.ts';
import { mailServer } from './mail-server.ts';
import { counting, failureOf, mail, nothing, withMailers } from './mailers.ts';

const { cleanups, mailerOf, serving } = withMailers();

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

describe('whose fault a refusal is', () => {
  it.each([
    ['the address’s', 550, '5.1.1 No such user', true],
    ['the address’s, without a code of its own', 553, 'unknown', true],
    ['ours: their server does not want us', 550, '5.7.1 Blocked by policy', undefined],
    ['nobody’s yet', 450, '4.2.1 Try later', undefined],
  ])('%s', async (_whose, code, message, byAddress) => {
    const { mailer } = await serving({
      onRcptTo: (_address, _session, callback) => callback(refusal(code, message)),
    });
    const { failure, problem } = await failureOf(mailer.send(mail, nothing));
    expect(failure.byAddress).toBe(byAddress);
    expect(problem.cause).toBe(byAddress && 'address');
  });

  it('is not the address’s when the text was refused', async () => {
    const { mailer } = await serving({
      onData: (stream, _session, callback) => {
        stream.resume().on('end', () => callback(refusal(554, '5.6.0 Looks like spam')));
      },
    });
    expect((await failureOf(mailer.send(mail, nothing))).failure.byAddress).toBeUndefined();
  });
});

describe('a mail in somebody’s name', () => {
  const named = {
    ...mail,
    from: { name: 'Équipe vente', address: 'vente@example.org' },
    replyTo: 'vente@example.org',
    unsubscribeUrl: 'https://passerelle.example.org/opt-out/abc',
    attachments: [{ name: 'Guide été.pdf', type: 'application/pdf', content: Buffer.from('contenu') }],
  };

  it('names the service as its sender, under whose address it leaves', async () => {
    const senders: (string | false)[] = [];
    const { server, mailer } = await serving({
      onMailFrom: ({ address }, _session, callback) => {
        senders.push(address);
        callback();
      },
    });
    await mailer.send(named, nothing);
    const parsed = await PostalMime.parse(server.received[0]?.raw ?? '');
    expect(parsed).toMatchObject({
      from: { name: 'Équipe vente', address: 'vente@example.org' },
      sender: { name: 'Passerelle', address: 'accueil@example.org' },
      replyTo: [{ address: 'vente@example.org' }],
      attachments: [{ filename: 'Guide été.pdf', mimeType: 'application/pdf' }],
    });
    const headers = Object.fromEntries(parsed.headers.map(({ key, value }) => [key, value]));
    expect(headers).toMatchObject({
      'list-unsubscribe': '<https://passerelle.example.org/opt-out/abc>',
      'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
    });
    expect(senders).toEqual(['accueil@example.org']);
  });

  it('goes to one recipient even when the address tries to name two', async () => {
    const { server, mailer } = await serving();
    await failureOf(mailer.send({ ...named, to: 'a@example.org, b@example.org' }, nothing));
    expect(server.received).toEqual([]);
  });

  it('is sent although its copy is refused, and no copy is made of a mail that was refused', async () => {
    const refused = new Set(['copie@example.org']);
    const { server, mailer } = await serving({
      onRcptTo: ({ address }, _session, callback) =>
        callback(refused.has(address) ? refusal(550, '5.1.1 No') : null),
    });
    const copied = { ...named, copyTo: 'copie@example.org' };
    const { hooks, times } = counting();
    await mailer.send(copied, hooks);
    expect(server.received.map(({ to }) => to)).toEqual([['camille@example.org']]);
    expect(times()).toBe(1);
    refused.clear();
    refused.add('camille@example.org');
    await failureOf(mailer.send(copied, hooks));
    expect(server.received).toHaveLength(1);
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

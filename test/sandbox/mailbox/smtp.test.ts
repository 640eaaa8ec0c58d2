import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../services/sandbox/src/sandbox.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());
beforeEach(() => sandbox.reset());

function send(to: string, socketTimeout = 5000) {
  const transport = createTransport({ url: sandbox.environment.SMTP_URL, socketTimeout });
  return transport.sendMail({
    from: 'Passerelle <bonjour@example.org>',
    to,
    subject: 'Votre compte é',
    text: 'Lien : http://127.0.0.1/activate/x',
    html: '<p>Bonjour <b>é</b></p>',
    messageId: '<request-1@example.org>',
    headers: { 'X-Effect': 'mail-1' },
  });
}

const refusal = (to: string) =>
  send(to).then(
    () => 'accepted',
    (error: { responseCode?: number; response?: string }) => ({
      code: error.responseCode,
      text: error.response,
    }),
  );

describe('the mailbox', () => {
  it('keeps a mail as it was meant', async () => {
    await send('mairie@example.org');
    expect(sandbox.mailbox.mails).toHaveLength(1);
    expect(sandbox.mailbox.mails[0]).toMatchObject({
      n: 1,
      from: 'Passerelle <bonjour@example.org>',
      to: ['mairie@example.org'],
      subject: 'Votre compte é',
      messageId: '<request-1@example.org>',
    });
    expect(sandbox.mailbox.mails[0]?.text).toContain('activate/x');
    expect(sandbox.mailbox.mails[0]?.html).toContain('<b>é</b>');
    expect(sandbox.mailbox.mails[0]?.headers).toContainEqual({ key: 'x-effect', value: 'mail-1' });
    expect(sandbox.mailbox.mails[0]?.sizeBytes).toBeGreaterThan(200);
    const listed = await (await fetch(`${sandbox.url}/sandbox/mails?to=mairie@example.org`)).json();
    expect(listed).toEqual(sandbox.mailbox.mails);
    expect(await (await fetch(`${sandbox.url}/sandbox/mails?after=1`)).json()).toEqual([]);
  });

  it('refuses the recipient bounce for good and later for now', async () => {
    expect(await refusal('bounce@example.org')).toMatchObject({
      code: 550,
      text: expect.stringContaining('5.1.1'),
    });
    expect(await refusal('later@example.org')).toMatchObject({ code: 451 });
    expect(await refusal('bouncer@example.org')).toBe('accepted');
    expect(sandbox.mailbox.mails).toHaveLength(1);
  });

  it.each([
    ['500', 451],
    ['429', 421],
    ['400', 550],
  ] as const)('answers the fault %s with %i, once', async (kind, code) => {
    sandbox.misbehaviour.add({ vendor: 'mail', kind, count: 1 });
    expect(await refusal('mairie@example.org')).toMatchObject({ code });
    expect(sandbox.mailbox.mails).toHaveLength(0);
    expect(await refusal('mairie@example.org')).toBe('accepted');
    expect(sandbox.calls.list('mail').map((call) => call.status)).toEqual([code, 250]);
  });

  it('cuts the line before or after it kept the mail', async () => {
    sandbox.misbehaviour.add({ vendor: 'mail', kind: 'reset', count: 1 });
    expect(await refusal('mairie@example.org')).toMatchObject({ code: undefined });
    expect(sandbox.mailbox.mails).toHaveLength(0);
    sandbox.misbehaviour.add({ vendor: 'mail', kind: 'reset', count: 1, after: true });
    expect(await refusal('mairie@example.org')).toMatchObject({ code: undefined });
    expect(sandbox.mailbox.mails).toMatchObject([{ unconfirmed: true }]);
  });

  it('keeps the mail at once and tells so later', async () => {
    sandbox.misbehaviour.add({ vendor: 'mail', kind: 'latency', ms: 60_000, count: 1, after: true });
    await expect(send('mairie@example.org', 300)).rejects.toMatchObject({ code: 'ETIMEDOUT' });
    expect(sandbox.mailbox.mails).toHaveLength(1);
    expect(await refusal('mairie@example.org')).toBe('accepted');
  });

  it('never answers when told so', async () => {
    sandbox.misbehaviour.add({ vendor: 'mail', kind: 'timeout', count: 1, after: true });
    await expect(send('mairie@example.org', 300)).rejects.toMatchObject({ code: 'ETIMEDOUT' });
    expect(sandbox.mailbox.mails).toHaveLength(1);
  });
});

import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { takeUpFollowUps } from '#sync/store/follow-up-versions.ts';
import { keepOptOut } from '#sync/store/opt-outs.ts';
import {
  clientMailStage,
  followingCompany as company,
  failure,
  followUp,
  pinned,
  smartBcc,
  pinnedText as text,
  mailedTo as to,
} from '../../../kit/client-mail-stage.ts';
import { fileServer } from '../../../kit/file-server.ts';

const stage = clientMailStage();
const { send } = stage;

async function arrived(index = 0) {
  const mail = await PostalMime.parse(stage.server.received[index]?.raw ?? '');
  const headers = Object.fromEntries(mail.headers.map(({ key, value }) => [key, value]));
  return { ...mail, headers };
}

describe('a mail to a client', () => {
  it('comes from the owner by the service, is answered to the owner, and Pipedrive keeps a copy', async () => {
    expect(await send()).toEqual({ to, keptBack: null, confirmed: true });
    const mail = await arrived();
    expect(mail).toMatchObject({
      from: { name: 'Équipe vente', address: 'vente@example.org' },
      sender: { name: 'Passerelle', address: 'accueil@example.org' },
      replyTo: [{ address: 'vente@example.org' }],
      to: [{ address: to }],
    });
    expect(mail.text).toContain('Équipe vente');
    expect(mail.headers).not.toHaveProperty('list-unsubscribe');
    expect(stage.server.received.map((each) => each.to)).toEqual([[to], [smartBcc]]);
    expect((await arrived(1)).messageId).toBe(mail.messageId);
    expect(stage.server.received[0]?.raw).not.toContain(smartBcc);
  });

  it('leaves without a copy where Pipedrive tells no address, or no deal', async () => {
    await send({}, { dealMail: { lastIncomingMailAt: null, smartBcc: null } });
    await send({}, { dealMail: null });
    expect(stage.server.received.map((each) => each.to)).toEqual([[to], [to]]);
  });

  it('is answered into the help desk where the settings want it and there is one', async () => {
    const desked = company({ conversion: { enabled: true, replies: 'help-desk' } });
    await send({}, { company: { ...desked, desk: true } });
    await send({}, { company: desked });
    expect((await arrived(0)).replyTo).toMatchObject([{ address: 'aide@example.org' }]);
    expect((await arrived(2)).replyTo).toMatchObject([{ address: 'vente@example.org' }]);
  });

  it('is the service’s own when the owner has left', async () => {
    await send({ ownerId: 99 });
    const mail = await arrived();
    expect(mail).toMatchObject({
      from: { address: 'accueil@example.org' },
      replyTo: [{ address: 'aide@example.org' }],
    });
    expect(mail.sender).toBeUndefined();
  });

  it('is not sent again after an interruption at its handover', async () => {
    expect(await send({}, { handedOver: true })).toEqual({ to, keptBack: null, confirmed: false });
    expect(stage.server.received).toEqual([]);
  });

  it('leaves at any hour when a person sends it', async () => {
    expect(await send({}, { at: '2026-11-22T03:00:00.000Z' })).toMatchObject({ keptBack: null });
  });

  it('that nobody has a text for is refused with what to do', async () => {
    expect(await failure(send({ template: 'relance-maison' }))).toMatchObject({
      word: 'rejected',
      title: { fr: expect.stringContaining('relance-maison') },
    });
  });

  it('to an address that the server refuses for good says that it is the address', async () => {
    const refusing = await stage.refusingAll(to);
    const failed = await failure(send({}, { mailer: refusing.mailer }));
    expect(failed).toMatchObject({ word: 'rejected', byAddress: true });
    // Not to Pipedrive alone either: it would look like a mail that left.
    expect(refusing.server.received).toEqual([]);
  });
});

describe('a mail of a follow-up (MER-08)', () => {
  it('says what its version says, and how to get no more of them in one click', async () => {
    const now = company({
      templates: { 'follow-up-first': { fr: { subject: 'Autre', text: 'Autre texte' } } },
    });
    expect(await send(followUp, { company: now })).toEqual({ to, keptBack: null, confirmed: true });
    const mail = await arrived();
    const link = `https://passerelle.example.org/opt-out/company-${to.length}`;
    expect(mail.subject).toBe('Bonjour Camille Exemple');
    expect(mail.text?.trim()).toBe(`De Équipe vente. ${link}`);
    expect(mail.html).toContain(link);
    expect(mail.headers).toMatchObject({
      'list-unsubscribe': `<${link}>`,
      'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
    });
  });

  it('is read from the store when another node has just made its version', async () => {
    const { rule } = pinned;
    const later = { ...text, subject: 'Deuxième version' };
    await takeUpFollowUps(stage.store.db, 'company', [{ rule, texts: { 'follow-up-first': { fr: text } } }]);
    await takeUpFollowUps(stage.store.db, 'company', [{ rule, texts: { 'follow-up-first': { fr: later } } }]);
    await send({ ...followUp, version: { rule: 'suspects', number: 2 } });
    expect((await arrived()).subject).toBe('Deuxième version');
  });

  it('of a version that nobody knows is refused rather than sent in other words', async () => {
    const gone = { ...followUp, version: { rule: 'suspects', number: 99 } };
    expect(await failure(send(gone))).toMatchObject({ word: 'rejected' });
    expect(stage.server.received).toEqual([]);
  });

  it('is kept back when the client wrote since, and not for what they wrote before', async () => {
    const heard = (lastIncomingMailAt: string) => ({ dealMail: { lastIncomingMailAt, smartBcc } });
    expect(await send(followUp, heard('2026-11-20T08:00:00Z'))).toEqual({
      to,
      keptBack: 'heard',
      confirmed: true,
    });
    expect(stage.server.received).toEqual([]);
    expect(await send(followUp, heard('2026-11-09T09:00:00Z'))).toMatchObject({ keptBack: null });
  });

  it.each([
    ['at night', '2026-11-23T22:00:00.000Z', '2026-11-24T08:00:00.000Z'],
    ['on a Sunday', '2026-11-22T10:00:00.000Z', '2026-11-23T08:00:00.000Z'],
    ['a minute too late', '2026-11-23T16:30:00.000Z', '2026-11-24T08:00:00.000Z'],
  ])('waits %s for the hours of mails', async (_when, at, opensAt) => {
    expect(await failure(send(followUp, { at }))).toMatchObject({
      word: 'retry-later',
      heldBack: true,
      retryAfterMs: Date.parse(opensAt) - Date.parse(at),
    });
    expect(stage.server.received).toEqual([]);
  });

  it('is not written about a deal that is gone', async () => {
    expect(await failure(send(followUp, { dealMail: null }))).toMatchObject({ word: 'not-found' });
    expect(stage.server.received).toEqual([]);
  });
});

describe('whoever asked for no more mails', () => {
  const quiet = 'calme@mairie.example.org';

  it('gets none: a follow-up is kept back, and who writes by hand is told', async () => {
    await keepOptOut(stage.store.db, 'company', quiet, 'client');
    const kept = { to: quiet, keptBack: 'opted-out', confirmed: true };
    expect(await send({ ...followUp, to: quiet })).toEqual(kept);
    // Also at night: nothing is left to wait for.
    expect(await send({ ...followUp, to: quiet }, { at: '2026-11-23T22:00:00.000Z' })).toEqual(kept);
    expect(await failure(send({ to: quiet }))).toMatchObject({
      word: 'rejected',
      title: { fr: `${quiet} ne veut plus recevoir de mails` },
    });
    expect(stage.server.received).toEqual([]);
  });

  it('is so for one company alone', async () => {
    await keepOptOut(stage.store.db, 'another', 'libre@mairie.example.org', 'client');
    expect(await send({ ...followUp, to: 'libre@mairie.example.org' })).toMatchObject({ keptBack: null });
  });
});

describe('the documentation (DS-04)', () => {
  const documented = (url: string) =>
    company({ conversion: { enabled: true, documentation: [{ name: 'Présentation', url }] } });

  it('goes with its mail, which names it', async () => {
    const files = await fileServer({ '/presentation.pdf': { type: 'application/pdf', body: 'le contenu' } });
    const context = { company: documented(`${files.url}/presentation.pdf`), allowsLoopback: true };
    expect(await send({ withDocumentation: true }, context)).toMatchObject({ confirmed: true });
    await files.close();
    const mail = await arrived();
    const [file] = mail.attachments;
    expect(file).toMatchObject({ filename: 'Présentation.pdf', mimeType: 'application/pdf' });
    expect(Buffer.from(file?.content as ArrayBuffer).toString()).toBe('le contenu');
    expect(mail.text).toContain('Présentation.pdf');
  });

  it('keeps the mail here when it cannot be fetched', async () => {
    const context = { company: documented('http://127.0.0.1:9/presentation.pdf') };
    expect(await failure(send({ withDocumentation: true }, context))).toMatchObject({ word: 'rejected' });
    expect(stage.server.received).toEqual([]);
  });
});

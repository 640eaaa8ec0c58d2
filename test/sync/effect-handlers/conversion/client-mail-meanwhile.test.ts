import { describe, expect, it } from 'vitest';
import { OutsideError } from '#sync/connectors/errors.ts';
import type { Mailer } from '#sync/connectors/mail/client.ts';
import type { HandlerContext } from '#sync/effect-handlers/handler.ts';
import { keepOptOut } from '#sync/store/opt-outs.ts';
import {
  clientMailStage,
  followingCompany as company,
  failure,
  followUp,
} from '../../../kit/client-mail-stage.ts';

const stage = clientMailStage();
const { send } = stage;

describe('an address that is refused for good', () => {
  it('is the client’s however it is written; that of a procedure’s administration is not (DS-41)', async () => {
    const written = 'Camille@Mairie.Example.Org';
    const theirs = await failure(
      send({ to: written }, { mailer: (await stage.refusingAll(written)).mailer }),
    );
    expect(theirs.byAddress).toBe(true);
    const administration = 'erreur@prefecture.example.org';
    const { mailer } = await stage.refusingAll(administration);
    const error = await send({ template: 'introduction', to: administration }, { mailer }).catch(
      (thrown: unknown) => thrown,
    );
    if (!(error instanceof OutsideError)) throw error;
    expect(error.problem).toMatchObject({
      word: 'rejected',
      title: { fr: `L’adresse ${administration} a été refusée` },
    });
    expect(error.failure.byAddress).not.toBe(true);
    expect(error.problem).not.toHaveProperty('cause');
  });
});

describe('what happens while a mail is on its way', () => {
  it('holds a follow-up back where following deals is switched off, and no mail of a person', async () => {
    const off = company({ conversion: { enabled: false } });
    expect(await failure(send(followUp, { company: off }))).toMatchObject({
      word: 'retry-later',
      heldBack: true,
      retryAfterMs: 3_600_000,
    });
    expect(stage.server.received).toEqual([]);
    expect(await send({}, { company: off })).toMatchObject({ keptBack: null });
  });

  it.each([
    ['a follow-up is kept back', followUp],
    ['the mail of a person is refused', {}],
  ])('keeps it from whoever opts out while it is being handed over: %s', async (_what, changes) => {
    const late = `${'unlessHeardSince' in changes ? 'relance' : 'main'}@mairie.example.org`;
    let notes = 0;
    const telling: Mailer = {
      ...stage.mailer,
      send: async (mail, hooks) => {
        await keepOptOut(stage.store.db, 'company', late, 'client');
        return stage.mailer.send(mail, hooks);
      },
    };
    const writeHandoverNote: HandlerContext['writeHandoverNote'] = async () => {
      notes += 1;
      return { commit: async () => undefined };
    };
    const sent = send({ ...changes, to: late }, { mailer: telling, writeHandoverNote });
    if ('unlessHeardSince' in changes)
      expect(await sent).toEqual({ to: late, keptBack: 'opted-out', confirmed: true });
    else
      expect(await failure(sent)).toMatchObject({
        word: 'rejected',
        title: { fr: `${late} ne veut plus recevoir de mails` },
      });
    expect(stage.server.received).toEqual([]);
    expect(notes).toBe(0);
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import type { EffectOf } from '#core/effects.ts';
import { remindOfPromise } from '#sync/effect-handlers/conversion/remind-of-promise.ts';
import type { HandlerContext } from '#sync/effect-handlers/handler.ts';
import { createMailComposer } from '#sync/effect-handlers/send-email.ts';
import { createSendOnce } from '#sync/effect-handlers/send-once.ts';
import { createFakeMailer, mailTrouble } from '../../../fakes/fake-mailer.ts';
import { createFakeSlack, slackError } from '../../../fakes/fake-slack.ts';
import { conversionContextOf } from '../../../kit/conversion-handler-context.ts';
import { aFollowingCompany, ids } from '../../../kit/conversion-samples.ts';
import { aPromise, keepConversion } from '../../../kit/kept-conversions.ts';
import { storeStage } from '../../../kit/test-store.ts';

const effect: EffectOf<'remind-of-promise'> = {
  kind: 'remind-of-promise',
  promise: 1,
  what: 'soon',
  text: 'Appel d’accueil : Mairie d’Exemple',
  dealId: 500,
  title: 'Affaire 500',
  organization: 'Mairie d’Exemple',
  dueOn: '2026-11-25',
  ownerId: ids.owner,
  toId: ids.owner,
};
const promise = aPromise();
const left = aFollowingCompany().staff.map((one) => ({ ...one, active: one.id !== ids.second }));

const stage = storeStage();
let mailer = createFakeMailer();
let slack = createFakeSlack();
let notes: string[] = [];
beforeEach(() => {
  mailer = createFakeMailer();
  slack = createFakeSlack();
  slack.people = [{ id: 'U21', email: 'vente@example.org' }];
  notes = [];
});

type Context = Parameters<typeof conversionContextOf>[0];

function remind(changes: Partial<typeof effect> = {}, context: Context & { inSlack?: boolean } = {}) {
  const { inSlack = false, ...rest } = context;
  const handler = remindOfPromise({
    db: stage.db,
    sendOnce: createSendOnce(
      { ...mailer, verify: async () => undefined, close: () => undefined },
      'accueil@example.org',
    ),
    compose: createMailComposer('contact@example.org'),
    announcedIn: () => (inSlack ? { slack } : undefined),
    dealUrlOf: (dealId) => `https://societe.pipedrive.com/deal/${dealId}`,
  });
  const writeHandoverNote: HandlerContext['writeHandoverNote'] = async () => {
    notes.push('written');
    return {
      commit: async () => void notes.push(`true with ${slack.messages.length + mailer.sent.length} said`),
    };
  };
  return handler.run(
    { ...effect, ...changes },
    conversionContextOf({ conversion: { promises: [promise] }, writeHandoverNote, ...rest }),
  );
}

const plain = (text = '') => text.replaceAll('\u00a0', ' ');

describe('by mail', () => {
  it.each([
    ['soon', 'À faire pour le 25 novembre 2026 : Appel d’accueil'],
    ['late', 'En retard : Appel d’accueil'],
    ['escalated', 'Toujours en retard : Appel d’accueil'],
  ] as const)('says that a promise is %s, with a link to the deal', async (what, subject) => {
    expect(await remind({ what })).toEqual({});
    const [mail, ...more] = mailer.sent;
    expect(more).toEqual([]);
    expect(mail?.to).toBe('vente@example.org');
    expect(plain(mail?.subject)).toContain(subject);
    expect(mail?.text).toContain('https://societe.pipedrive.com/deal/500');
    expect(plain(mail?.text)).toContain('Affaire : Affaire 500 – Mairie d’Exemple');
  });

  it('names whose promise it is to a second person', async () => {
    await remind({ what: 'escalated', toId: ids.second });
    expect(mailer.sent[0]?.to).toBe('support@example.org');
    expect(mailer.sent[0]?.text).toContain('par Équipe vente');
  });

  it('leaves once: a try that was interrupted while handing it over is not repeated', async () => {
    expect(await remind({}, { handedOver: true, repeated: true })).toEqual({});
    expect(mailer.sent).toEqual([]);
  });

  it('is tried again when the server took nothing', async () => {
    mailer.troubles = [mailTrouble('retry-later')];
    await expect(remind()).rejects.toMatchObject({ failure: { word: 'retry-later' } });
    await remind({}, { repeated: true });
    expect(mailer.sent).toHaveLength(1);
  });

  it('says nothing of a deal that there is not', async () => {
    await remind({ dealId: null });
    expect(mailer.sent[0]?.text).not.toContain('pipedrive.com');
  });
});

describe('who hears of it', () => {
  it.each([
    ['nobody in particular', { toId: null }],
    ['somebody unknown', { toId: 4242 }],
    ['somebody who has left', { toId: ids.second }],
  ])('is the first decider for %s', async (_who, changes) => {
    await remind(changes, { company: { ...aFollowingCompany(), staff: left } });
    expect(mailer.sent.map(({ to }) => to)).toEqual(['vente@example.org']);
  });

  it('is nobody where nobody decides: the journal has it', async () => {
    const company = aFollowingCompany({ deciders: [] });
    expect(await remind({ toId: null }, { company })).toEqual({});
    expect(mailer.sent).toEqual([]);
  });

  it.each([
    ['kept', { state: 'kept' as const }],
    ['moot', { state: 'moot' as const }],
    ['moved', { dueOn: '2026-12-01' }],
  ])('is nobody once the promise is %s', async (_what, change) => {
    await remind({}, { conversion: { promises: [{ ...promise, ...change }] } });
    expect(mailer.sent).toEqual([]);
  });
});

describe('in Slack', () => {
  it('goes to whoever is known there, as a direct message alone, noted before it leaves', async () => {
    await remind({ text: 'Appel <!channel>' }, { inSlack: true });
    expect(slack.messages.map(({ channel }) => channel)).toEqual(['DU21']);
    expect(mailer.sent).toEqual([]);
    expect(notes).toEqual(['written', 'true with 0 said']);
    const said = JSON.stringify(slack.messages[0]?.message);
    expect(said).toContain('https://societe.pipedrive.com/deal/500');
    expect(said).not.toContain('<!channel>');
  });

  it.each([
    ['does not know them', () => void slack.people.splice(0)],
    ['does not answer', () => slack.trouble('personByEmail', slackError('retry-later'))],
    ['lost our token', () => slack.trouble('openDirect', slackError('sign-in-again'))],
    ['refuses the message', () => slack.trouble('postMessage', slackError('rejected'))],
  ])('is a mail when Slack %s', async (_what, trouble) => {
    trouble();
    await remind({}, { inSlack: true });
    expect(slack.messages).toEqual([]);
    expect(mailer.sent).toHaveLength(1);
  });

  it('is not said twice when the answer of Slack gets lost', async () => {
    slack.trouble('postMessage', 'accepted-and-cut');
    expect(await remind({}, { inSlack: true })).toEqual({});
    expect([slack.messages.length, mailer.sent.length]).toEqual([1, 0]);
  });

  it.each([
    ['the effect', { shadow: true }],
    ['the company', { company: { ...aFollowingCompany(), shadow: true } }],
  ])('is not used where %s is in shadow mode', async (_what, context) => {
    await remind({}, { inSlack: true, ...context });
    expect(slack.calls).toEqual([]);
    expect(mailer.sent).toHaveLength(1);
  });
});

describe('whoever may not see the deal', () => {
  /** The conversion as the store has it, seen by these people alone. */
  async function seenBy(...staffIds: number[]) {
    const kept = { company: 'company', ownerId: ids.owner, promises: [promise], seenBy: staffIds };
    const id = await keepConversion(stage.opened.pool, kept);
    const { instance } = conversionContextOf({ conversion: { promises: [promise] } });
    return { ...instance, id };
  }
  const secrets = /Mairie|Affaire 500|pipedrive\.com|accueil/;
  const toSecond = { what: 'escalated' as const, toId: ids.second };

  it.each([
    ['escalated', 'Une promesse de Équipe vente est en retard'],
    ['late', 'Une promesse de Équipe vente est en retard'],
    ['soon', 'Une promesse de Équipe vente est bientôt à tenir'],
  ] as const)('hears by mail whose promise it is, and nothing of the client (%s)', async (what, subject) => {
    await remind({ ...toSecond, what }, { instance: await seenBy(ids.owner) });
    const [mail] = mailer.sent;
    expect(mail?.to).toBe('support@example.org');
    expect(mail?.subject).toBe(subject);
    expect(mail?.text).toContain(subject);
    expect([mail?.subject, mail?.text, mail?.html].join('\n')).not.toMatch(secrets);
  });

  it('hears no more in Slack', async () => {
    slack.people = [{ id: 'U22', email: 'support@example.org' }];
    await remind(toSecond, { instance: await seenBy(ids.owner), inSlack: true });
    const said = JSON.stringify(slack.messages.map(({ message }) => message));
    expect(plain(said)).toContain('Équipe vente');
    expect(said).not.toMatch(secrets);
    expect(mailer.sent).toEqual([]);
  });

  it('hears it in the language of the company', async () => {
    const company = aFollowingCompany({ locale: 'en' });
    await remind(toSecond, { instance: await seenBy(ids.owner), company });
    expect(mailer.sent[0]?.subject).toBe('A promise of Équipe vente is late');
  });

  it.each([
    ['the owner', { toId: ids.owner }, [ids.second]],
    ['somebody who sees it', { toId: ids.second }, [ids.owner, ids.second]],
  ])('is not %s', async (_who, changes, audience) => {
    await remind({ ...toSecond, ...changes }, { instance: await seenBy(...audience) });
    expect(mailer.sent[0]?.text).toContain('Affaire 500');
  });
});

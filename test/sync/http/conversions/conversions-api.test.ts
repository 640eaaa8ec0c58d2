import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  ConversionChoices,
  ConversionPage,
  EnrolAnswer,
  MyDay,
  ProcessPicture,
} from '#core/contract/conversion-view.ts';
import { inStore } from '../../../kit/flow.ts';
import {
  ask,
  detailsOf,
  followedDeal,
  followingWorld,
  panelOf,
  preview,
} from '../../../kit/followed-deals.ts';
import type { World } from '../../../kit/start-world.ts';

let world: World;
let first: Awaited<ReturnType<typeof followedDeal>>;
let second: Awaited<ReturnType<typeof followedDeal>>;
beforeAll(async () => {
  world = await followingWorld({ undoSeconds: 60 });
  first = await followedDeal(world, { name: 'Camille Premier' });
  second = await followedDeal(world, { name: 'Dominique Second' });
});
afterAll(() => world.stop());

const get = async <Body>(path: string, userId = 21) => (await world.call(path, { userId })).body as Body;
const of = (conversionId: string, command: object) => ({ conversionId, ...command });
/** A day some years ahead. */
const day = '2031-06-03';

describe('the panel of a deal', () => {
  it('tells where a followed deal stands, and what is to be done', async () => {
    const { conversion, choices } = await panelOf(world, first.dealId);
    expect(conversion).toMatchObject({
      ...{ step: 'identified', stepText: 'Suspect identifié', dealId: first.dealId, daysInStep: 0 },
      person: { id: first.personId, name: 'Camille Premier', email: first.email },
      owner: { id: 21, name: 'Chargée de clientèle' },
      nextStep: { type: 'invite-to-presentation', label: 'Proposer une présentation' },
      completeness: { percent: 80, missing: ['téléphone'] },
      undo: null,
    });
    expect(conversion?.nextStep?.will).toEqual([
      `Envoyer « Proposition de présentation » à ${first.email}`,
      'Passer à l’étape « Contacté »',
    ]);
    expect(conversion?.allowed).toContain('send-documentation');
    expect(conversion?.allowed).not.toContain('undo-step');
    expect(conversion?.journal.map(({ text }) => text)).toEqual(['Affaire suivie par Chargée de clientèle']);
    expect(choices).toMatchObject({ isEnabled: true, followUps: [{ key: 'by-hand', label: 'À la main' }] });
  });

  it('knows of no deal that nobody follows', async () => {
    expect((await panelOf(world, 999_999)).conversion).toBeNull();
    expect((await world.call('/api/deals/x/conversion')).status).toBe(400);
  });
});

describe('a command', () => {
  it('is foreseen without being done, then done once and taken back', async () => {
    const { id, revision } = first.conversion;
    const foreseen = await preview(world, of(id, { type: 'send-documentation' }));
    expect(foreseen.outcome).toBe('advanced');
    expect(foreseen.will).toEqual([
      `Envoyer « Documentation » à ${first.email}`,
      'Déplacer l’affaire vers « Doc envoyée »',
      'Passer à l’étape « Doc envoyée »',
    ]);
    expect((await detailsOf(world, id)).revision).toBe(revision);
    const command = of(id, { type: 'send-documentation', commandId: randomUUID() });
    const done = await ask(world, command);
    expect(done).toMatchObject({ outcome: 'advanced', view: { step: 'documented' } });
    expect(done.view?.undo?.text).toBe('Envoyer la documentation');
    expect(done.view?.effects.map(({ label, state }) => [label, state])).toEqual([
      [`Envoyer « Documentation » à ${first.email}`, 'waiting'],
      ['Déplacer l’affaire vers « Doc envoyée »', 'waiting'],
    ]);
    expect(await ask(world, command)).toEqual(done);
    const back = await ask(world, of(id, { type: 'undo-step' }));
    expect(back).toMatchObject({ outcome: 'advanced', view: { step: 'identified', undo: null } });
    expect(back.view?.effects).toEqual([]);
  });

  it('may come from whoever is of the team, and is refused in the reader’s words', async () => {
    const refused = await ask(world, of(first.conversion.id, { type: 'record-go-live' }), { userId: 23 });
    expect(refused).toMatchObject({ outcome: 'refused', reason: 'Ce n’est pas possible à cette étape.' });
    const noted = of(first.conversion.id, {
      type: 'record-contact',
      channel: 'call',
      note: 'Rappeler lundi',
    });
    const answer = await ask(world, noted, { userId: 23 });
    expect(answer.view).toMatchObject({ step: 'contacted', contacts: { total: 1, byChannel: { call: 1 } } });
    expect(answer.view?.journal[0]).toMatchObject({
      text: 'Noter un contact → Contacté',
      detail: 'Rappeler lundi',
      by: 'Stagiaire',
      from: 'Pipedrive',
    });
  });

  it.each([
    { type: 'add-use-case', title: null },
    { type: 'add-use-case', title: '   ' },
    { type: 'plan-go-live', day: '2031-02-30' },
    { type: 'plan-go-live', day: 20_310_101 },
    { type: 'keep-promise', promise: '1' },
    { type: 'record-contact', channel: 'pigeon' },
    { type: 'enrol', rule: { key: 'x' } },
    { type: 'record-contact', channel: 'call', note: 'a\u0000b' },
  ])('is not understood: $type $day $title', async (command) => {
    const body = { commandId: randomUUID(), conversionId: first.conversion.id, ...command };
    expect((await world.call('/api/commands', { body })).status).toBe(400);
    expect((await world.call('/api/commands/preview', { body })).status).toBe(400);
  });

  it('finds nothing by the id of a request, of nobody, or without one', async () => {
    const request = await world.form();
    const { id } = await world.requestOf(request.dealId);
    for (const [conversionId, status] of [
      [id, 404],
      [randomUUID(), 404],
      ['x', 400],
      [null, 400],
    ] as const) {
      const body = { commandId: randomUUID(), conversionId, type: 'unblock' };
      expect((await world.call('/api/commands', { body })).status, String(conversionId)).toBe(status);
      expect((await world.call('/api/commands/preview', { body })).status).toBe(status);
    }
    expect((await world.call(`/api/conversions/${id}`)).status).toBe(404);
  });

  it('tries a failed effect again for whoever sees it', async () => {
    const [row] = await inStore<{ id: string }>(
      world,
      "update effects set state = 'dead-letter' where instance_id = $1 and kind = 'send-client-mail' returning id",
      [first.conversion.id],
    );
    const again = await ask(world, { type: 'retry-effect', effectId: row?.id }, { userId: 23 });
    expect(again).toMatchObject({ outcome: 'advanced', view: { id: first.conversion.id } });
  });
});

describe('promises', () => {
  it('are in the list, in the picture of the process, and in the day of whose they are', async () => {
    await ask(world, of(second.conversion.id, { type: 'book-presentation', day }));
    const { promises, nextStep } = await detailsOf(world, second.conversion.id);
    expect(promises).toMatchObject([
      { number: 1, kind: 'presentation', text: 'Présentation : Mairie Dominique Second', dueOn: day },
    ]);
    expect(nextStep).toMatchObject({
      type: 'record-presentation',
      why: 'Présentation : Mairie Dominique Second, pour le 3 juin 2031',
      will: expect.arrayContaining(['Passer à l’étape « Présentation faite »']),
    });
    await inStore(
      world,
      `update instances set state = jsonb_set(jsonb_set(state, '{promises,0,dueOn}', '"2026-01-05"'), '{nextDueOn}',
        '"2026-01-05"') where id = $1`,
      [second.conversion.id],
    );
    const late = await get<ConversionPage>('/api/conversions?late=true');
    expect(late.items).toMatchObject([{ id: second.conversion.id, lateCount: 1 }]);
    expect(late.total).toBe(1);
    expect(late.items[0]?.nextPromise?.daysLeft).toBeLessThan(0);
    const mine = await get<MyDay>('/api/conversions/day');
    expect(mine.late.map(({ conversionId }) => conversionId)).toEqual([second.conversion.id]);
    expect(mine.nextSteps.map(({ conversion, label }) => [conversion.id, label])).toContainEqual([
      first.conversion.id,
      'Fixer la présentation',
    ]);
    expect(await get<MyDay>('/api/conversions/day', 22)).toMatchObject({ late: [], nextSteps: [] });
    const { steps, moves } = await get<ProcessPicture>('/api/conversions/process');
    const contacted = steps.find(({ key }) => key === 'contacted');
    expect(contacted).toMatchObject({ label: 'Contacté', count: 2, lateCount: 1, blockedCount: 0 });
    const told = moves.find(({ from, to }) => from === 'contacted' && to === 'presented');
    expect(told?.labels).toEqual(['Présentation faite']);
    expect(moves).toContainEqual({ from: 'documented', to: 'account-created', labels: ['Compte accepté'] });
  });
});

describe('the list', () => {
  it('is turned page by page, what is due first before the rest', async () => {
    const whole = await get<ConversionPage>('/api/conversions?step=contacted');
    expect(whole.items.map(({ id }) => id)).toEqual([second.conversion.id, first.conversion.id]);
    expect(whole.nextCursor).toBeNull();
    const page = await get<ConversionPage>('/api/conversions?step=contacted&limit=1');
    expect(page.items.map(({ id }) => id)).toEqual([second.conversion.id]);
    expect(page.total).toBe(2);
    const next = await get<ConversionPage>(
      `/api/conversions?step=contacted&limit=1&cursor=${page.nextCursor}`,
    );
    expect(next.items.map(({ id }) => id)).toEqual([first.conversion.id]);
    expect(next.nextCursor).toBeNull();
  });

  it('is narrowed by words, owner and step', async () => {
    const ids = async (query: string) =>
      (await get<ConversionPage>(`/api/conversions?${query}`)).items.map(({ id }) => id);
    expect(await ids('q=dominique')).toEqual([second.conversion.id]);
    expect(await ids('q=dominique&owner=22')).toEqual([]);
    expect(await ids('q=camille+premier&owner=21&step=')).toEqual([first.conversion.id]);
    expect(await ids('step=live,ended')).toEqual([]);
    const { total } = await get<ConversionPage>('/api/conversions?q=camille+premier&owner=21');
    expect(total).toBe(1);
  });

  it.each([
    'step=nowhere',
    'owner=x',
    'owner=-1',
    'limit=0',
    'limit=101',
    'late=perhaps',
    'cursor=x',
    'q=%00',
  ])('is not given for %s', async (query) => {
    expect((await world.call(`/api/conversions?${query}`)).status).toBe(400);
  });
});

describe('a follow-up for many', () => {
  it('begins once for each, and says why it did not', async () => {
    const gone = randomUUID();
    const body = {
      ...{ rule: 'by-hand', commandId: randomUUID() },
      conversionIds: [first.conversion.id, gone, first.conversion.id],
    };
    const answered = (await world.call('/api/conversions/enrol', { body })).body as EnrolAnswer;
    expect(answered).toEqual({ enrolled: 1, left: [{ conversionId: gone, why: 'Introuvable.' }] });
    expect((await world.call('/api/conversions/enrol', { body })).body).toEqual(answered);
    const again = { ...body, commandId: randomUUID(), conversionIds: [first.conversion.id] };
    expect((await world.call('/api/conversions/enrol', { body: again })).body).toEqual({
      enrolled: 0,
      left: [{ conversionId: first.conversion.id, why: 'Une relance est déjà en cours.' }],
    });
    const { followUps, followUp } = await detailsOf(world, first.conversion.id);
    expect(followUp?.label).toBe('À la main');
    expect(followUps).toMatchObject([
      {
        ...{
          rule: 'by-hand',
          version: 1,
          state: 'active',
          isOlderVersion: false,
          by: 'Chargée de clientèle',
        },
        steps: [{ kind: 'task', text: 'Rappeler', state: 'next' }],
      },
    ]);
  });

  it.each([
    { conversionIds: [] },
    { conversionIds: 'all' },
    { conversionIds: Array.from({ length: 501 }, () => randomUUID()) },
    { conversionIds: [null] },
    { rule: '' },
    { commandId: 'x' },
  ])('is not understood: case %#', async (wrong) => {
    const good = { rule: 'by-hand', conversionIds: [randomUUID()], commandId: randomUUID() };
    const { status } = await world.call('/api/conversions/enrol', { body: { ...good, ...wrong } });
    expect(status).toBe(400);
  });
});

describe('what forms offer', () => {
  it('is in the words of the settings', async () => {
    const choices = await get<ConversionChoices>('/api/conversions/choices');
    expect(choices.blockedReasons[0]).toEqual({ key: 'client-busy', label: 'Client indisponible' });
    expect(choices.documents).toHaveLength(3);
    expect(choices.undoSeconds).toBe(60);
  });
});

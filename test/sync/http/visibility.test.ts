import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BulkDecisionView } from '#core/contract/bulk.ts';
import type { CommandPreview } from '#core/contract/command-preview.ts';
import type {
  CommandAnswer,
  PanelView,
  RequestDetails,
  RequestPage,
  RequestView,
} from '#core/contract/request-view.ts';
import { createDeal, updateDeal, updatePerson } from '../../../services/sandbox/src/pipedrive/acts.ts';
import { entered, inStore, reaches, type Submitted, submitted } from '../../kit/flow.ts';
import { type CallOptions, eventually, startWorld, type World } from '../../kit/start-world.ts';

/** An administrator of Pipedrive sees everything; of an owner-only deal the sales person sees nothing. */
const admin = { userId: 1 };
const sales = { userId: 21 };
const organization = 'Mairie confidentielle';
let world: World;
let secret: Submitted;
let open: Submitted;
beforeAll(async () => {
  const deciders = ['integration@example.org', 'vente@example.org'];
  world = await startWorld({ settings: { deciders, undoSeconds: 60 } });
  secret = await submitted(world, { name: 'Personne Secrète', organization });
  open = await submitted(world, { name: 'Personne Ouverte' });
  await hide(secret.dealId);
});
afterAll(() => world.stop());

/** The owner alone may see the deal from now on, and the list has heard of it. */
async function hide(dealId: number) {
  updateDeal(world.sandbox.standIn, 12, dealId, { visible_to: 1 });
  await eventually(async () => !(await items()).some((item) => item.dealId === dealId));
}

async function items(query = ''): Promise<RequestView[]> {
  return (await world.list(query)).items;
}

/** An answer but for the id of the call, which is never the same. */
async function call(path: string, options: CallOptions) {
  const { status, body } = await world.call(path, options);
  return { status, body: { ...(body as object), instance: null } };
}

const get = async <Body>(path: string, as: CallOptions) => (await world.call(path, as)).body as Body;

/** What a door says of an id, and of one that is nobody's. */
async function both(body: (id: string) => object, path: string) {
  const answers = [];
  for (const id of [secret.request.id, randomUUID()])
    answers.push(await call(path, { ...sales, body: body(id) }));
  return answers;
}

describe('a request whose deal somebody may not see', () => {
  it('is in no list of theirs, and in no count', async () => {
    const [own, all] = await Promise.all([
      get<RequestPage>('/api/requests', sales),
      get<RequestPage>('/api/requests', admin),
    ]);
    expect(own.items.map(({ id }) => id)).toEqual([open.request.id]);
    expect(own.counts.pending).toBe(1);
    expect(all.items.map(({ id }) => id).toSorted()).toEqual([open.request.id, secret.request.id].toSorted());
    expect(all.counts.pending).toBe(2);
    expect(await items(`?q=${encodeURIComponent('Secrète')}`)).toEqual([]);
  });

  it('has no page: as an id that is nobody’s', async () => {
    const hidden = await call(`/api/requests/${secret.request.id}`, sales);
    expect(hidden).toEqual(await call(`/api/requests/${randomUUID()}`, sales));
    expect(hidden.status).toBe(404);
    expect((await world.call(`/api/requests/${secret.request.id}`, admin)).status).toBe(200);
  });

  it('has no panel: as a deal, a person, an organization without a request', async () => {
    const nothing = await get<PanelView>('/api/deals/999999', sales);
    expect(nothing.request).toBeNull();
    expect(await get(`/api/deals/${secret.dealId}`, sales)).toEqual(nothing);
    expect(await get(`/api/persons/${secret.personId}`, sales)).toEqual(nothing);
    expect(await get(`/api/organizations/${secret.organizationId}`, sales)).toEqual({ requests: [] });
    const seen = await get<PanelView>(`/api/deals/${secret.dealId}`, admin);
    expect(seen.request?.id).toBe(secret.request.id);
    const list = await get<{ requests: RequestView[] }>(`/api/organizations/${secret.organizationId}`, admin);
    expect(list.requests).toHaveLength(1);
  });

  it.each([
    { type: 'accept-request' },
    { type: 'accept-request', attachToDealId: 1 },
    { type: 'refuse-request', reason: 'individual' },
    { type: 'ask-for-evidence', document: 'Arrêté' },
    { type: 'record-evidence' },
    { type: 'reconsider-request' },
    { type: 'undo-decision' },
    { type: 'confirm-decision' },
    { type: 'withdraw-proposal' },
  ])('hears no command: $type $attachToDealId', async (command) => {
    const carryOut = (requestId: string) => ({ ...command, requestId, commandId: randomUUID() });
    const [hidden, unknown] = await both(carryOut, '/api/commands');
    expect(hidden).toEqual(unknown);
    expect(hidden?.status).toBe(404);
    const [preview, ofNobody] = await both(
      (requestId) => ({ ...command, requestId }),
      '/api/commands/preview',
    );
    expect(preview).toEqual(ofNobody);
    expect(preview?.status).toBe(404);
    expect((await get<RequestDetails>(`/api/requests/${secret.request.id}`, admin)).revision).toBe(
      secret.request.revision,
    );
  });

  it('has no failed effect to try again', async () => {
    const [row] = await inStore<{ id: string }>(world, 'select id from effects where instance_id = $1', [
      secret.request.id,
    ]);
    const retry = (effectId: string) => ({ type: 'retry-effect', effectId, commandId: randomUUID() });
    const hidden = await call('/api/commands', { ...sales, body: retry(row?.id ?? '') });
    expect(hidden).toEqual(await call('/api/commands', { ...sales, body: retry(randomUUID()) }));
    expect(hidden.status).toBe(404);
    expect((await world.call('/api/commands', { ...admin, body: retry(row?.id ?? '') })).status).toBe(200);
  });

  it('has no mail to look at before it is refused', async () => {
    const wanted = (requestId: string) => ({ type: 'refuse-request', requestId, reason: 'individual' });
    const [hidden, unknown] = await both(wanted, '/api/previews');
    expect(hidden).toEqual(unknown);
    expect(hidden?.status).toBe(404);
  });

  it('tells who may only look no more than an id that is nobody’s', async () => {
    const command = (requestId: string) => ({ type: 'undo-decision', requestId, commandId: randomUUID() });
    const answer = (id: string) => call('/api/commands', { userId: 23, body: command(id) });
    expect(await answer(secret.request.id)).toEqual(await answer(randomUUID()));
  });
});

describe('many at once', () => {
  const decide = async (as: object, requestIds: string[]) => {
    const body = { type: 'ask-for-evidence', document: 'Arrêté', commandId: randomUUID(), requestIds };
    const { id } = (await world.call('/api/bulk-decisions', { ...as, body })).body as { id: string };
    return eventually(async () => {
      const view = await get<BulkDecisionView>(`/api/bulk-decisions/${id}`, as);
      return view.finishedAt !== null && view;
    });
  };

  it('decides what the person may see; the rest is not there', async () => {
    const nobody = randomUUID();
    const { items: ended, id } = await decide(sales, [secret.request.id, nobody, open.request.id]);
    expect(ended.map(({ outcome }) => outcome)).toEqual(['failed', 'failed', 'advanced']);
    expect(ended[0]).toEqual({ ...ended[1], requestId: secret.request.id });
    expect(ended[0]).toMatchObject({ name: '', reason: expect.stringContaining('n’existe pas') });
    const elsewhere = await get<BulkDecisionView>(`/api/bulk-decisions/${id}`, admin);
    expect(elsewhere.items[0]).toMatchObject({ name: 'Personne Secrète', outcome: 'failed' });
    await reaches(world, open.request.id, 'awaiting-evidence');
  });

  it('does not name to a colleague what they may not see', async () => {
    const { id } = await decide(admin, [secret.request.id]);
    const { items: ended } = await get<BulkDecisionView>(`/api/bulk-decisions/${id}`, sales);
    expect(ended).toMatchObject([{ requestId: secret.request.id, name: '', outcome: 'advanced' }]);
  });
});

describe('a deal to attach to', () => {
  it('is neither proposed nor taken when the person may not see it', async () => {
    const { request, organizationId, dealId } = await submitted(world, {
      organization: 'Mairie aux affaires',
    });
    const { standIn } = world.sandbox;
    const deal = (title: string) =>
      createDeal(standIn, 12, { title, org_id: organizationId, owner_id: 12 }).id;
    const [shown, hidden] = [deal('Affaire connue'), deal('Affaire confidentielle')];
    updateDeal(standIn, 12, hidden, { visible_to: 1 });
    const proposed = (as: CallOptions) =>
      eventually(async () => {
        const { attachProposals } = await get<RequestDetails>(`/api/requests/${request.id}`, as);
        return attachProposals.length > 0 && attachProposals.map((proposal) => proposal.dealId);
      });
    await eventually(async () => (await proposed(admin)).length === 2);
    await eventually(async () => String(await proposed(sales)) === String(shown));
    const command = { type: 'accept-request', requestId: request.id, attachToDealId: hidden };
    const preview = await world.call('/api/commands/preview', { ...sales, body: command });
    expect(preview.body as CommandPreview).toMatchObject({ outcome: 'refused', effects: [] });
    const answer = await world.command(command, sales);
    expect(answer).toMatchObject({ outcome: 'refused', view: { step: 'pending', dealId } });
    expect(answer.reason).not.toContain('confidentielle');
    expect((await world.command({ ...command, attachToDealId: shown }, sales)).outcome).toBe('advanced');
  });
});

it('the name of another person of the request is told to who may see that person', async () => {
  const { email, request } = await submitted(world, { name: 'Personne Première' });
  const second = entered(world, { email, name: 'Fiche cachée' });
  const warned = async (as: CallOptions) => {
    const { warnings, journal } = await get<RequestDetails>(`/api/requests/${request.id}`, as);
    return JSON.stringify([warnings, journal]).includes('Fiche cachée');
  };
  await eventually(() => warned(sales));
  updatePerson(world.sandbox.standIn, 12, second.personId, { visible_to: 1 });
  await eventually(async () => !(await warned(sales)));
  expect(await warned(admin)).toBe(true);
  expect((await items()).find(({ id }) => id === request.id)?.warnings.join()).not.toContain('Fiche cachée');
});

describe('Pipedrive told nobody that somebody may see it now', () => {
  const asked = (dealId: number) =>
    world.sandbox.calls.list().filter(({ path }) => path === `/v1/deals/${dealId}/permittedUsers`).length;

  it('so it is asked once before a request is denied, and the list follows', async () => {
    const { dealId, request } = await submitted(world);
    await hide(dealId);
    expect((await world.call(`/api/requests/${request.id}`, sales)).status).toBe(404);
    expect((await world.call(`/api/deals/${dealId}`, sales)).body).toMatchObject({ request: null });
    expect(asked(dealId)).toBe(1);

    const other = await submitted(world);
    await hide(other.dealId);
    const lost = world.sandbox.misbehaviour.add({ vendor: 'webhooks', kind: 'lost' });
    updateDeal(world.sandbox.standIn, 12, other.dealId, { visible_to: 3 });
    const answer: CommandAnswer = await world.command(
      { type: 'refuse-request', reason: 'individual', requestId: other.request.id },
      sales,
    );
    expect(answer.outcome).toBe('advanced');
    expect(asked(other.dealId)).toBe(1);
    expect((await items()).map(({ id }) => id)).toContain(other.request.id);
    world.sandbox.misbehaviour.remove(lost.id);
  });

  it('a panel that is not denied asks nobody', async () => {
    const { dealId } = await submitted(world);
    const before = world.sandbox.calls.list().length;
    expect((await world.call(`/api/deals/${dealId}`, sales)).body).toMatchObject({ request: { dealId } });
    expect(world.sandbox.calls.list().length).toBe(before);
  });
});

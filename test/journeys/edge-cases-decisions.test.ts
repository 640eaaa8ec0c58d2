import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDeal } from '../../services/sandbox/src/pipedrive/acts.ts';
import { callsTo, dealIn, mailsTo, personIn, quiet, reaches, submitted } from '../kit/flow.ts';
import { eventually, startWorld, type World } from '../kit/start-world.ts';

const sales = 21;
const manager = 22;

describe('edge cases: decisions', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
    await quiet(world);
  });
  afterAll(() => world.stop());

  /** An account of the directory from before, as the directory's own people would make it. */
  async function accountOf(userName: string, change: object = {}): Promise<string> {
    const headers = {
      authorization: `Bearer ${world.environment.ACCOUNTS_SCIM_TOKEN}`,
      'content-type': 'application/scim+json',
    };
    const schemas = ['urn:ietf:params:scim:schemas:core:2.0:User'];
    const url = `${world.environment.ACCOUNTS_SCIM_URL}/Users`;
    const body = JSON.stringify({ schemas, userName });
    const made = (await (await fetch(url, { method: 'POST', headers, body })).json()) as { id: string };
    const account = world.sandbox.accounts.accounts.find(({ id }) => id === made.id);
    Object.assign(account ?? {}, change);
    return made.id;
  }

  it('E-24 E-45 only the request’s own deal moves; the person’s other open deal is named and left', async () => {
    const { request, personId, dealId } = await submitted(world);
    const other = structuredClone(
      createDeal(world.sandbox.standIn, manager, { title: 'Formation', person_id: personId, stage_id: 2 }),
    );
    await world.command({ type: 'accept-request', requestId: request.id });
    const accepted = await reaches(world, request.id, 'accepted');
    expect(dealIn(world, dealId)).toMatchObject({ owner_id: sales, stage_id: 5 });
    expect(dealIn(world, other.id)).toEqual(other);
    expect(callsTo(world, 'PATCH', `/api/v2/deals/${other.id}`)).toEqual([]);
    expect(accepted.warnings).toEqual(['Une autre affaire ouverte de la personne ne bougera pas.']);
  });

  it('E-27 a double click and two colleagues at once: one account, one mail, one move', async () => {
    const { request, email, dealId } = await submitted(world);
    const click = { type: 'accept-request', requestId: request.id, commandId: randomUUID() };
    const answers = await Promise.all([
      world.command(click, { userId: sales }),
      world.command(click, { userId: sales }),
      world.command({ type: 'accept-request', requestId: request.id }, { userId: manager }),
      world.command(
        { type: 'refuse-request', requestId: request.id, reason: 'individual' },
        { userId: manager },
      ),
    ]);
    const winners = new Set(
      answers.filter(({ outcome }) => outcome === 'advanced').map(({ view }) => view?.decidedBy),
    );
    expect(winners.size).toBe(1);
    const [winner] = winners;
    for (const { outcome, reason } of answers) {
      if (outcome !== 'advanced') expect(reason).toContain(`${winner} a déjà `);
    }
    const decided = await world.request(request.id);
    await reaches(world, request.id, decided.step.startsWith('accept') ? 'accepted' : 'refused');
    expect(world.sandbox.accounts.accounts.filter(({ userName }) => userName === email).length).toBe(
      decided.step.startsWith('accept') ? 1 : 0,
    );
    expect(mailsTo(world, email)).toHaveLength(1);
    expect(callsTo(world, 'PATCH', `/api/v2/deals/${dealId}`)).toHaveLength(1);
  });

  it('E-32 an account that was never confirmed is opened by this acceptance, with a link that works', async () => {
    const email = 'jamais-confirmee@mairie.example.org';
    const { request } = await submitted(world, { email });
    const id = await accountOf(email);
    await world.command({ type: 'accept-request', requestId: request.id });
    const accepted = await reaches(world, request.id, 'accepted');
    expect(accepted.account).toMatchObject({ id, state: 'invited' });
    expect(accepted.journal.map(({ detail }) => detail)).toContain(`Compte existant relié (${email})`);
    const [mail] = mailsTo(world, email);
    const link = /https?:\S+activ\S+/.exec(mail?.text ?? '')?.[0] ?? '';
    expect((await fetch(link)).status).toBe(200);
  });

  it('E-32 a closed account is opened again, not made twice', async () => {
    const email = 'compte-ferme@mairie.example.org';
    const id = await accountOf(email, { state: 'gone', active: false });
    const { request } = await submitted(world, { email });
    await world.command({ type: 'accept-request', requestId: request.id });
    const accepted = await reaches(world, request.id, 'accepted');
    expect(accepted.account?.id).toBe(id);
    expect(accepted.journal.map(({ detail }) => detail)).toContain(`Compte réactivé (${email})`);
    expect(world.sandbox.accounts.accounts.filter(({ userName }) => userName === email)).toHaveLength(1);
  });

  it('E-34 an administrator who is active already gets no new password: the deal is linked, the mail says so', async () => {
    const email = 'deja-active@mairie.example.org';
    const id = await accountOf(email, { state: 'active', activatedAt: '2026-01-05T08:00:00Z' });
    const { dealId, personId } = await world.form({ email });
    const { id: requestId } = await world.requestOf(dealId);
    await reaches(world, requestId, 'withdrawn');
    await world.command({ type: 'accept-request', requestId });
    expect(await reaches(world, requestId, 'accepted')).toMatchObject({ account: { id, state: 'active' } });
    expect(dealIn(world, dealId)).toMatchObject({ owner_id: sales, stage_id: 5 });
    expect(personIn(world, personId)?.owner_id).toBe(sales);
    const mails = mailsTo(world, email);
    expect(mails.map(({ subject }) => subject)).toEqual(['Vous avez déjà un compte administrateur']);
    expect(mails[0]?.text).not.toMatch(/https?:/);
  });

  it('E-41 E-42 the list shows the refusal at once, and a second click sends nothing', async () => {
    const { request, email } = await submitted(world);
    world.sandbox.misbehaviour.add({ vendor: 'pipedrive', kind: 'latency', ms: 500 });
    const refuse = { type: 'refuse-request', requestId: request.id, reason: 'no-public-service' };
    expect(await world.command(refuse)).toMatchObject({ outcome: 'advanced', view: { step: 'refusing' } });
    const shown = (await world.list('?step=refusing')).items.find(({ id }) => id === request.id);
    expect(shown?.decision).toBe('Refusée : Pas de mission de service public');
    const again = await world.command(refuse, { userId: manager });
    expect(again).toMatchObject({ outcome: 'ignored', view: { step: 'refusing' } });
    expect(again.reason).toMatch(/^Chargée de clientèle a déjà refusé cette demande depuis Pipedrive/);
    world.sandbox.misbehaviour.clear();
    await reaches(world, request.id, 'refused');
    expect(mailsTo(world, email)).toHaveLength(1);
  });

  it('E-46 a doubtful address is asked for a document instead of being refused', async () => {
    const { request, email, dealId } = await submitted(world, { email: 'mairie.valmont@free.example' });
    const document = 'Un courriel depuis l’adresse de la mairie';
    const asked = await world.command({ type: 'ask-for-evidence', requestId: request.id, document });
    expect(asked.view).toMatchObject({
      step: 'awaiting-evidence',
      decision: `Justificatif demandé : ${document}`,
    });
    await eventually(() => mailsTo(world, email).length > 0);
    expect(mailsTo(world, email)[0]?.text).toContain(`> ${document}`);
    expect(dealIn(world, dealId)?.status).toBe('open');
    const received = await world.command({ type: 'record-evidence', requestId: request.id });
    expect(received.view?.allowedCommands).toContain('accept-request');
  });

  it('E-47 somebody who only wants to fill in a form is told where', async () => {
    const { request, email } = await submitted(world);
    await world.command({ type: 'refuse-request', requestId: request.id, reason: 'form-filler' });
    await reaches(world, request.id, 'refused');
    const [mail] = mailsTo(world, email);
    expect(mail?.text).toContain('utilisez le lien fourni par l’administration qui en est chargée');
    expect(mail?.text).not.toContain('Nous ne pouvons pas y donner suite');
  });

  it('E-48 the reason and the note stand on the deal, in the mail, on the request and in its journal', async () => {
    const { request, email, dealId } = await submitted(world);
    const note = 'La préfecture nous a répondu.';
    await world.command({ type: 'refuse-request', requestId: request.id, reason: 'no-public-service', note });
    const refused = await reaches(world, request.id, 'refused');
    const label = 'Pas de mission de service public';
    expect(dealIn(world, dealId)?.lost_reason).toBe(`${label} : ${note}`);
    expect(mailsTo(world, email)[0]?.text).toMatch(new RegExp(`${label}[^]*> ${note}`));
    expect(refused.decision).toBe(`Refusée : ${label}`);
    expect(refused.journal).toContainEqual(
      expect.objectContaining({
        text: `Demande refusée : ${label} → Refus en cours`,
        detail: note,
        by: 'Chargée de clientèle',
        from: 'Pipedrive',
      }),
    );
  });

  it('the journal tells the story of a request from its first line', async () => {
    const { request } = await submitted(world);
    const lines = (await world.request(request.id)).journal.toReversed();
    expect(lines[0]?.text).toMatch(/^Demande reçue → /);
    expect(lines.map(({ text }) => text).join('\n')).not.toMatch(/Pipedrive a changé|undefined/);
  });
});

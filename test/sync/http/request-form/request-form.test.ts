import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RequestPage } from '#core/contract/request-view.ts';
import { inStore, quiet, reaches } from '../../../kit/flow.ts';
import { enteredAll, filledIn, inCrm, openPage, sendForm, sentAndEntered } from '../../../kit/public-form.ts';
import { eventually, startWorld, type World } from '../../../kit/start-world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({
    settings: {
      publicForm: {
        enabled: true,
        submissionsPerHour: 1000,
        sources: [{ key: 'salon-2026', label: { fr: 'Salon des maires', en: 'Mayors’ fair' } }],
      },
    },
  });
  await quiet(world);
});
afterAll(() => world.stop());

async function requestsOf(email: string) {
  const { items } = (await world.list(`?q=${encodeURIComponent(email)}`)) as RequestPage;
  return items;
}

describe('a form that is sent', () => {
  it('becomes one person, organization, deal and note of the robot owner, and a request', async () => {
    const fields = await filledIn(world, { siren: '217 500 016' }, '/request?s=salon-2026');
    await sentAndEntered(world, fields);
    const { persons, deals, notes } = inCrm(world, fields.email ?? '');
    expect(persons).toMatchObject([{ name: 'Camille Exemple', owner_id: 11 }]);
    expect(deals).toMatchObject([
      {
        title: `Demande de compte administrateur - ${fields.organization}`,
        owner_id: 11,
        org_id: persons[0]?.org_id,
        status: 'open',
      },
    ]);
    const pipeline = world.sandbox.pipedrive.pipelines.find(({ name }) => name === 'Organismes');
    expect(deals[0]?.pipeline_id).toBe(pipeline?.id);
    expect(notes).toHaveLength(1);
    for (const said of ['autorisations de voirie', 'Salon des maires', '217500016'])
      expect(notes[0]).toContain(said);
    const [request] = await eventually(async () => {
      const found = await requestsOf(fields.email ?? '');
      return found[0]?.step === 'pending' && found;
    });
    expect(request).toMatchObject({ dealId: deals[0]?.id, organization: { name: fields.organization } });
    const { journal } = await world.request(request?.id ?? '');
    expect(journal).toContainEqual(
      expect.objectContaining({
        text: 'Demande envoyée par formulaire',
        detail: 'Formulaire public (Salon des maires)',
        by: null,
      }),
    );
  });

  it('twice is one delivery and one request', async () => {
    const fields = await filledIn(world);
    const answers = await Promise.all([1, 2, 3].map(() => sendForm(world, fields)));
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
    expect(new Set(answers.map(({ headers }) => headers.get('location'))).size).toBe(1);
    await enteredAll(world);
    expect(await sendForm(world, fields)).toMatchObject({ status: 303 });
    await enteredAll(world);
    const { persons, deals, notes } = inCrm(world, fields.email ?? '');
    expect([persons.length, deals.length, notes.length]).toEqual([1, 1, 1]);
  });

  it('again with a correction is another one, behind the same page', async () => {
    const fields = await filledIn(world);
    const page = await sentAndEntered(world, fields);
    const corrected = { ...fields, organization: `${fields.organization} corrigée` };
    expect(await sentAndEntered(world, corrected)).toBe(page);
    expect(inCrm(world, fields.email ?? '').persons).toHaveLength(2);
    expect((await openPage(world, page)).html).toContain('corrigée');
  });

  it('by the same person for the same organization joins their request (E-55)', async () => {
    const first = await filledIn(world);
    await sentAndEntered(world, first);
    const again = { email: (first.email ?? '').toUpperCase(), organization: first.organization ?? '' };
    await sentAndEntered(world, await filledIn(world, { ...again, need: 'Aussi les inscriptions.' }));
    const { persons, deals, notes } = inCrm(world, first.email ?? '');
    expect([persons.length, deals.length, notes.length]).toEqual([1, 1, 2]);
    expect(notes[1]).toContain('Aussi les inscriptions.');
    expect(await requestsOf(first.email ?? '')).toHaveLength(1);
  });

  it('by the same person several times at once is still one person', async () => {
    const first = await filledIn(world);
    const same = { email: first.email ?? '', organization: first.organization ?? '' };
    const others = await Promise.all([1, 2, 3].map((n) => filledIn(world, { ...same, need: `Besoin ${n}` })));
    await Promise.all([first, ...others].map((fields) => sendForm(world, fields)));
    await enteredAll(world);
    const { persons, deals, notes } = inCrm(world, first.email ?? '');
    expect([persons.length, deals.length, notes.length]).toEqual([1, 1, 4]);
  });

  it('for an organization that is known takes it, and leaves a colleague’s person alone', async () => {
    const known = world.sandbox.pipedrive.organizations[0];
    const first = await filledIn(world, { organization: (known?.name ?? '').toUpperCase() });
    await sentAndEntered(world, first);
    const [person] = inCrm(world, first.email ?? '').persons;
    expect(person?.org_id).toBe(known?.id);
    Object.assign(person ?? {}, { owner_id: 21 });
    await sentAndEntered(world, await filledIn(world, { email: first.email ?? '' }));
    expect(inCrm(world, first.email ?? '').persons.map(({ owner_id }) => owner_id)).toEqual([21, 11]);
  });

  it('is shown to its requester from the first moment on, and follows what becomes of it', async () => {
    const fields = await filledIn(world);
    const { headers } = await sendForm(world, fields);
    const path = headers.get('location') ?? '';
    const shown = await openPage(world, path);
    expect(shown.status).toBe(200);
    expect(shown.html).toContain(fields.organization);
    await enteredAll(world);
    await eventually(async () => (await openPage(world, path)).html.includes('Votre demande est à l’étude'));
    const [request] = await requestsOf(fields.email ?? '');
    const requestId = request?.id ?? '';
    await reaches(world, requestId, 'pending');
    await world.command({ type: 'ask-for-evidence', requestId, document: 'Une délibération' });
    const asked = await openPage(world, path);
    expect(asked.html).toContain('Un document vous est demandé');
    expect(asked.html).toContain('<dd>Une délibération</dd>');
    await world.command({
      type: 'refuse-request',
      requestId,
      reason: 'individual',
      note: 'Vu <b>ensemble</b>.',
    });
    await reaches(world, requestId, 'refused');
    const refused = await openPage(world, path, { language: 'en' });
    expect(refused.html).toContain('Your request was not accepted');
    expect(refused.html).toContain('Individual or company');
    expect(refused.html).toContain('Vu &lt;b&gt;ensemble&lt;/b&gt;.');
  });

  it('says where the acceptance was sent, and no internal id', async () => {
    const fields = await filledIn(world);
    const path = await sentAndEntered(world, fields);
    const [request] = await eventually(async () => {
      const found = await requestsOf(fields.email ?? '');
      return found[0]?.step === 'pending' && found;
    });
    await world.command({ type: 'accept-request', requestId: request?.id });
    await reaches(world, request?.id ?? '', 'accepted');
    const { html } = await openPage(world, path);
    expect(html).toContain('Votre demande est acceptée');
    expect(html).not.toContain(request?.id);
    expect(html).not.toContain(fields.email);
  });

  it('tells whoever joined a request nothing that staff wrote about it', async () => {
    const first = await filledIn(world);
    await sentAndEntered(world, first);
    const same = { email: first.email ?? '', organization: first.organization ?? '' };
    const path = await sentAndEntered(world, await filledIn(world, { ...same, name: 'Un inconnu' }));
    const [request] = await requestsOf(first.email ?? '');
    const requestId = request?.id ?? '';
    await reaches(world, requestId, 'pending');
    await world.command({ type: 'refuse-request', requestId, reason: 'individual', note: 'Secret.' });
    await reaches(world, requestId, 'refused');
    const { html } = await openPage(world, path);
    expect(html).toContain('n’a pas été acceptée');
    expect(html).not.toMatch(/Secret|Particulier/);
  });
});

describe('pages', () => {
  it('are not kept, indexed, framed or told to anybody', async () => {
    const fields = await filledIn(world);
    const path = await sentAndEntered(world, fields);
    for (const address of ['/request', path, '/request/unknown']) {
      const { headers } = await openPage(world, address);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-robots-tag')).toContain('noindex');
      const policy = headers.get('content-security-policy');
      for (const part of ["default-src 'none'", "frame-ancestors 'none'", "form-action 'self'"])
        expect(policy).toContain(part);
      expect(policy).not.toContain('unsafe');
    }
  });

  it('keep the secret out of the store', async () => {
    const fields = await filledIn(world);
    await sentAndEntered(world, fields);
    const secret = fields.form ?? 'none';
    const found = await inStore(
      world,
      `select 1 from deliveries where key like $1 or body like $1
        union all select 1 from instances where state::text like $1
        union all select 1 from journal where event::text like $1
        union all select 1 from links where value like $1`,
      [`%${secret}%`],
    );
    expect(found).toEqual([]);
  });

  it.each(['short', 'A'.repeat(43), 'x'.repeat(300), '%00', 'a/b'])(
    'of an unknown secret (%s) are not there',
    async (secret) => {
      const answer = await openPage(world, `/request/${secret}`);
      expect(answer.status).toBe(404);
      expect(answer.headers.get('content-type')).toContain('text/html');
      expect(answer.html).toMatch(/<html lang="fr">/);
    },
  );

  it('speak the language of the reader, and the one they switch to', async () => {
    expect((await openPage(world, '/request', { language: 'en-GB' })).html).toContain('<html lang="en">');
    expect((await openPage(world, '/request?lang=en')).html).toContain('Send the request');
    const fields = await filledIn(world, {}, '/request?lang=en');
    const { headers } = await sendForm(world, fields);
    expect(headers.get('location')).toMatch(/\?lang=en$/);
    const switched = await sendForm(world, { ...fields, name: 'Zoé', switch: 'fr' });
    expect(switched.status).toBe(200);
    expect(switched.html).toContain('value="Zoé"');
    expect(switched.html).toContain('Envoyer la demande');
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quiet } from '../../../kit/flow.ts';
import { enteredAll, filledIn, inCrm, openPage, sendForm, sentAndEntered } from '../../../kit/public-form.ts';
import { startWorld, type World } from '../../../kit/start-world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ settings: { publicForm: { enabled: true, submissionsPerHour: 1000 } } });
  await quiet(world);
});
afterAll(() => world.stop());

describe('bad input', () => {
  it('is shown again with what was typed, and what to correct beside it', async () => {
    const fields = await filledIn(world, { name: '  ', email: 'camille@mairie', siren: '123456789' });
    const { status, html } = await sendForm(world, fields);
    expect(status).toBe(422);
    expect(html).toMatch(/<title>Erreur/);
    expect(html).toContain('role="alert" tabindex="-1" autofocus');
    for (const name of ['name', 'email', 'siren']) {
      expect(html).toContain(`<a href="#${name}">`);
      expect(html).toMatch(new RegExp(`id="${name}"[^>]*aria-invalid="true"`));
      expect(html).toContain(`id="${name}-error"`);
    }
    expect(html).toContain('value="camille@mairie"');
    expect(html).toContain('autorisations de voirie');
    expect(inCrm(world, 'camille@mairie').persons).toEqual([]);
  });

  it('never becomes markup', async () => {
    const nasty = '"><script>alert(1)</script>';
    const fields = await filledIn(world, { name: nasty, organization: nasty, need: `</textarea>${nasty}` });
    const shown = await sendForm(world, { ...fields, email: nasty });
    expect(shown.status).toBe(422);
    expect(shown.html).not.toContain('<script');
    const path = await sentAndEntered(world, fields);
    expect((await openPage(world, path)).html).not.toContain('<script');
    const { notes } = inCrm(world, fields.email ?? '');
    expect(notes[0]).not.toContain('<script');
    expect(notes[0]).toContain('&lt;script&gt;');
  });

  it('in hidden fields is replaced or left out', async () => {
    const fields = await filledIn(world, { s: '<img src=x>', lang: 'xx', form: 'mine' });
    const { status, headers } = await sendForm(world, fields);
    expect(status).toBe(303);
    expect(headers.get('location')).toMatch(/^\/request\/[\w-]{43}$/);
    await enteredAll(world);
    expect(inCrm(world, fields.email ?? '').notes[0]).not.toContain('img');
  });

  it('of robots is sent back to be emptied, and of other companies finds no form', async () => {
    const fields = await filledIn(world, { website: 'https://spam.example.org' });
    const { status, html } = await sendForm(world, fields);
    expect(status).toBe(422);
    expect(html).toContain('href="#website"');
    expect(inCrm(world, fields.email ?? '').persons).toEqual([]);
    expect((await openPage(world, '/request?company=4711')).status).toBe(404);
    expect((await sendForm(world, { ...fields, company: '4711' })).status).toBe(404);
  });

  it.each([
    ['a body that is too large', 'x'.repeat(200_000), 413],
    ['too many fields', Array.from({ length: 2000 }, (_, index) => `a${index}=1`).join('&'), 413],
    ['nothing at all', '', 422],
  ])('%s is answered with a page', async (_name, body, status) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const response = await fetch(`${world.nodes[0]?.url}/request`, { method: 'POST', headers, body });
    expect(response.status).toBe(status);
    expect(await response.text()).toMatch(/^<!DOCTYPE html>/);
  });
});

it('knows SIREN and SIRET by their check digit, La Poste’s too', async () => {
  for (const siren of ['552 100 554', '55210055400013', '35600000000048', '356.000.000'])
    expect((await sendForm(world, await filledIn(world, { siren }))).status, siren).toBe(303);
  for (const siren of ['552100555', '5521005', 'abcdefghi', '35600000000049'])
    expect((await sendForm(world, await filledIn(world, { siren }))).status, siren).toBe(422);
});

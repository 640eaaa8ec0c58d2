import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { conversionId } from '../kit/pipeline-samples.ts';
import { openPlayedPipeline, type PlayedPipeline, playedCustomers } from '../kit/played-pipeline.ts';
import { longStory, type Stage, startStage } from '../kit/stage.ts';

const pageSize = 25;

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.close());
afterEach(async () => {
  const complaints = await stage.closeWindows();
  // One test lets a call fail, and the browser logs it.
  expect(complaints.filter((text) => !text.includes('status of 503'))).toEqual([]);
});

type Further = Parameters<typeof openPlayedPipeline> extends [Stage, ...infer Rest] ? Rest : never;
const open = (...further: Further) => openPlayedPipeline(stage, ...further);

const commandsIn = (asked: PlayedPipeline['asked']) =>
  asked.filter(({ path }) => path === '/api/commands').map(({ body }) => body);

describe('my day', () => {
  it('shows what is late, due today and soon, and what waits without a day', async () => {
    const { surface } = await open();
    for (const [group, row] of [
      [
        'En retard 1',
        /Commune numéro 1.*Répondre sur les cas d’usage.*ven\. 20 nov\..*en retard de 2 jours ouvrés.*annoncée au client/s,
      ],
      ['Aujourd’hui 1', /Commune numéro 2.*Appel de bienvenue.*aujourd’hui/s],
      ['Bientôt 1', /Commune numéro 3.*Présentation.*dans 3 jours ouvrés/s],
      ['Prochaines étapes sans date 1', /Commune de Valmont.*Valider les cas d’usage/s],
    ] as const) {
      const listed = surface.getByRole('region', { name: group }).getByRole('listitem');
      expect(await listed.innerText()).toMatch(row);
    }
  });

  it('keeps a promise with one click, and takes it back', async () => {
    const { page, surface, asked } = await open();
    await surface
      .getByRole('button', { name: 'Tenue : Répondre sur les cas d’usage, Commune numéro 1' })
      .press('Enter');
    await surface.getByText('Promesse tenue.').waitFor();
    await surface.getByRole('region', { name: 'En retard' }).waitFor({ state: 'detached' });
    expect(commandsIn(asked)).toMatchObject([
      { type: 'keep-promise', conversionId: conversionId(1), promise: 1, commandId: expect.any(String) },
    ]);
    // The button that had the focus is gone: Tab leads on from what was said.
    await surface.locator('[tabindex="-1"]:focus').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await surface.getByRole('region', { name: 'En retard 1' }).waitFor();
    expect(commandsIn(asked).at(-1)).toMatchObject({ type: 'undo-step', conversionId: conversionId(1) });
  });

  it('moves a promise to another day, never to one that is over', async () => {
    const { surface, asked } = await open();
    await surface.getByRole('button', { name: 'Déplacer : Présentation, Commune numéro 3' }).click();
    const day = surface.getByLabel('Nouvelle date');
    await surface.getByRole('button', { name: 'Déplacer', exact: true }).click();
    await surface.getByText('Choisissez une date.').waitFor();
    await day.fill('2026-11-20');
    await surface.getByRole('button', { name: 'Déplacer', exact: true }).click();
    await surface.getByText('Choisissez aujourd’hui ou un jour à venir.').waitFor();
    expect(commandsIn(asked)).toEqual([]);
    await day.fill('2026-12-01');
    await day.press('Enter');
    await surface.getByText('Promesse déplacée.').waitFor();
    expect(commandsIn(asked)).toMatchObject([
      { type: 'move-promise', conversionId: conversionId(3), promise: 3, day: '2026-12-01' },
    ]);
    await day.waitFor({ state: 'detached' });
  });

  it('makes the calendar link, shows it once, and removes it', async () => {
    const { surface, frame } = await open();
    await surface.getByRole('button', { name: 'Créer le lien' }).click();
    expect(await surface.getByLabel('Votre lien').inputValue()).toContain('/calendar/secret.ics');
    await surface.getByRole('button', { name: 'Copier' }).click();
    await surface.getByText('Lien copié.').waitFor();
    await frame().goto(frame().url());
    await surface.getByText(/^Lien créé .*, pas encore lu\.$/).waitFor();
    expect(await surface.getByLabel('Votre lien').count()).toBe(0);
    await surface.getByRole('button', { name: 'Supprimer le lien' }).click();
    await surface.getByText('Le lien est supprimé').waitFor();
    await surface.getByRole('button', { name: 'Créer le lien' }).waitFor();
  });
});

describe('the process', () => {
  it('draws every step with its numbers, and every way in words', async () => {
    const { surface, tab } = await open({ viewport: { width: 1400, height: 900 } });
    await tab('Parcours');
    const steps = surface.locator('[data-step]');
    await expect.poll(() => steps.count()).toBe(11);
    await surface.getByRole('button', { name: 'Présenté 6 clients 2 en retard 2 bloqués' }).waitFor();
    await surface.getByRole('button', { name: /^Identifié / }).hover();
    await surface.getByText(/Depuis «\sIdentifié\s».*record-presentation → Présenté/).waitFor();
    await surface.getByText('Tous les passages').click();
    await surface.getByText('Présenté → Documentation envoyée : send-documentation').waitFor();
  });

  it('lists the customers of a step that is clicked, and keeps it in the address', async () => {
    const { surface, tab, frame } = await open();
    await tab('Parcours');
    await surface.getByText(`${pageSize} clients sur 60`).waitFor();
    await surface.getByRole('button', { name: /^Présenté / }).click();
    await surface.getByText('6 clients', { exact: true }).last().waitFor();
    await surface.getByLabel('En retard seulement').check();
    await surface.getByText('2 clients', { exact: true }).waitFor();
    await frame().goto(frame().url());
    await surface.getByText('2 clients', { exact: true }).waitFor();
    expect(await surface.getByRole('button', { name: /^Présenté / }).getAttribute('aria-pressed')).toBe(
      'true',
    );
    expect(await surface.getByRole('tab', { name: 'Parcours' }).getAttribute('aria-selected')).toBe('true');
  });

  it('turns pages, searches and is worked with the keyboard', async () => {
    const { page, surface, tab } = await open();
    await tab('Parcours');
    await surface.getByRole('button', { name: 'Suivant' }).click();
    await surface.getByText('Page 2 sur 3').waitFor();
    await surface.getByRole('button', { name: 'Commune numéro 26', exact: true }).waitFor();
    await page.evaluate(() => history.back());
    await surface.getByText('Page 1 sur 3').waitFor();
    await surface.getByRole('tab', { name: 'Parcours' }).focus();
    await page.keyboard.press('/');
    await page.keyboard.type('numéro 4');
    await surface.getByText('11 clients', { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await surface.getByText('1 client sélectionné').waitFor();
  });

  it('begins a follow-up for many, portion by portion, and names those it leaves', longStory, async () => {
    const { surface, tab, asked } = await open({}, { leftId: conversionId(3) });
    await tab('Parcours');
    await surface.getByRole('checkbox', { name: 'Sélectionner la page' }).check();
    await surface.getByRole('button', { name: 'Sélectionner les 60 de toutes les pages' }).click();
    await surface.getByText('60 clients sélectionnés').waitFor();
    await surface.getByLabel('Relance à commencer').selectOption('Documentation sans réponse');
    await surface.getByRole('button', { name: 'Relancer…' }).click();
    const dialog = surface.getByRole('dialog', { name: /« Documentation sans réponse » pour 60 clients/ });
    await dialog.getByRole('button', { name: 'Commencer la relance' }).click();
    await dialog.getByText('59 clients sont relancés.').waitFor();
    await dialog.getByText('Commune numéro 3 est déjà relancée').waitFor();
    const orders = asked.filter(({ path }) => path.endsWith('/enrol')).map(({ body }) => body);
    expect(orders).toMatchObject([{ rule: 'documented' }, { rule: 'documented' }]);
    const ids = orders.flatMap((order) => (order as { conversionIds: string[] }).conversionIds);
    expect(new Set(ids)).toEqual(new Set(playedCustomers.map(({ id }) => id)));
    await dialog.getByRole('button', { name: 'Fermer' }).click();
    await surface.getByText('sélectionnés').waitFor({ state: 'detached' });
  });
});

it('goes on with a follow-up for many where a call got no answer, by the same id', longStory, async () => {
  const { surface, tab, asked } = await open({}, { failingEnrol: 2 });
  await tab('Parcours');
  await surface.getByRole('checkbox', { name: 'Sélectionner la page' }).check();
  await surface.getByRole('button', { name: 'Sélectionner les 60 de toutes les pages' }).click();
  await surface.getByText('60 clients sélectionnés').waitFor();
  await surface.getByRole('button', { name: 'Relancer…' }).click();
  await surface.getByRole('button', { name: 'Commencer la relance' }).click();
  await surface.getByText('La suite n’a pas pu être envoyée').waitFor();
  await surface.getByText('50 clients sont relancés.').waitFor();
  await surface.getByRole('button', { name: 'Réessayer' }).click();
  await surface.getByText('60 clients sont relancés.').waitFor();
  const orders = asked.filter(({ path }) => path.endsWith('/enrol')).map(({ body }) => body);
  expect(orders).toHaveLength(3);
  expect(orders[2]).toEqual(orders[1]);
  expect(orders[1]).not.toEqual(orders[0]);
});

describe('the figures', () => {
  it('shows plots with their tables, for a time and an owner', async () => {
    const { surface, tab, asked, frame } = await open();
    await tab('Chiffres');
    const funnel = surface.getByRole('region', { name: 'Jusqu’où vont les clients' });
    await funnel
      .getByText('40 clients dont le suivi a commencé entre le 27 août 2026 et le 24 nov. 2026.')
      .waitFor();
    await funnel.getByText('Voir en tableau').click();
    await funnel.getByRole('row', { name: 'Présenté 32 80 %' }).waitFor();
    await surface.getByText('3 en production').waitFor();
    await surface.getByRole('row', { name: 'Premier mail 13 1 4' }).waitFor();
    await surface.getByRole('button', { name: '30 jours' }).click();
    await surface.getByLabel('Responsable').selectOption('Équipe vente');
    const wanted = () =>
      asked
        .filter(({ path }) => path.endsWith('/funnel'))
        .at(-1)
        ?.query.toString();
    await expect.poll(wanted).toBe('from=2026-10-26&to=2026-11-24&owner=21');
    expect(new URL(frame().url()).searchParams.get('from')).toBe('2026-10-26');
  });

  it('downloads them as a file that spreadsheets read as UTF-8', async () => {
    const { page, surface, tab } = await open();
    await tab('Chiffres');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      surface.getByRole('button', { name: 'Télécharger (CSV)' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('passerelle-2026-08-27-2026-11-24.csv');
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).toString('utf8')).toBe('\uFEFFétape;atteinte\r\n');
  });
});

it('goes from tab to tab with the arrows, and to the requests and back', async () => {
  const { page, surface, frame } = await open();
  await surface.getByRole('tab', { name: 'Ma journée' }).focus();
  await page.keyboard.press('ArrowLeft');
  await surface.getByRole('region', { name: 'Promesses' }).waitFor();
  await page.keyboard.press('ArrowRight');
  await surface.getByRole('region', { name: 'Bientôt 1' }).waitFor();
  await surface.getByRole('link', { name: 'Demandes de compte' }).click();
  await surface.getByRole('heading', { name: 'Demandes de compte' }).waitFor();
  await surface.getByRole('link', { name: 'Suivi commercial' }).click();
  await surface.getByRole('region', { name: 'Bientôt 1' }).waitFor();
  expect(frame().url()).not.toContain('token');
});

it('says where to switch it on while nobody is followed', async () => {
  const { surface, asked } = await open({}, { isEnabled: false });
  await surface.getByText('Le suivi commercial n’est pas activé').waitFor();
  expect(asked.map(({ path }) => path)).toEqual(['/api/conversions/choices']);
});

import type { FrameLocator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Visit } from '../kit/browser.ts';
import { nextStep, press, standsAt } from '../kit/client-panel.ts';
import {
  activitiesOf,
  conversionOf,
  dayIn,
  expectWithin,
  frenchDay,
  promisedActivity,
  received,
  seen,
  stageNameOf,
} from '../kit/client-story.ts';
import { fileServer } from '../kit/file-server.ts';
import { dealIn, mailsTo, personIn, quiet, submitted } from '../kit/flow.ts';
import { ask } from '../kit/followed-deals.ts';
import { type Stage, startStage } from '../kit/stage.ts';

const wholeWay = { timeout: 120_000 };
const presentationDay = dayIn(9);
const goLiveDay = dayIn(80);

let stage: Stage;
let files: Awaited<ReturnType<typeof fileServer>>;
beforeAll(async () => {
  files = await fileServer({ '/doc.pdf': { type: 'application/pdf', body: 'le contenu' } });
  const documentation = [{ name: 'Présentation', url: `${files.url}/doc.pdf` }];
  stage = await startStage({ settings: { undoSeconds: 0, conversion: { enabled: true, documentation } } });
  await quiet(stage.world);
});
afterAll(async () => {
  await stage.close();
  await files.close();
});
afterEach(async () => expect(await stage.closeWindows()).toEqual([]));

const promised = (dealId: number, subject: string) => promisedActivity(stage.world, dealId, subject);

describe('a client who builds alone', () => {
  const organization = 'Commune de Beaupré';
  const email = 'accueil@beaupre.example.org';

  it(
    'goes from suspect to production (DS-01 to DS-06, DS-30 to DS-39, DS-47 to DS-49)',
    wholeWay,
    async () => {
      const { dealId, surface } = await enterSuspect();
      await presentAndDocument(dealId, surface);
      await acceptTheirRequest(dealId, surface);
      await welcomeAndCollect(dealId, surface);
      await goAlone(dealId, surface);
      await goLive(dealId, surface);
    },
  );

  async function enterSuspect(): Promise<Visit & { dealId: number }> {
    const opened = await stage.open('/pipedrive/pipeline');
    const { page, surface, modal } = opened;
    await surface.getByRole('button', { name: 'Nouveau suspect' }).click();
    const name = modal.getByLabel('Organisation (facultative)');
    await name.fill('Mairie de Valmont');
    await modal.getByLabel('Prénom et nom du contact').fill('Camille Exemple');
    await modal.getByText('Existe peut-être déjà').waitFor();
    await name.fill(organization);
    await modal.getByLabel('Adresse e-mail (facultative)').fill(email);
    await modal.getByText('Existe peut-être déjà').waitFor({ state: 'detached' });
    await modal.getByRole('button', { name: 'Créer le suspect' }).click();
    await modal.getByRole('button', { name: 'Ouvrir l’affaire' }).click({ timeout: 20_000 });
    await page.waitForURL(/\/pipedrive\/deal\/\d+$/);
    await standsAt(surface, 'Suspect identifié');
    const dealId = Number(page.url().split('/').at(-1));
    expect(stageNameOf(stage.world, dealId)).toBe('Potentiels identifiés');
    expect(personIn(stage.world, dealIn(stage.world, dealId)?.person_id ?? 0)?.name).toBe('Camille Exemple');
    return { ...opened, dealId };
  }

  async function presentAndDocument(dealId: number, surface: FrameLocator): Promise<void> {
    const { world } = stage;
    const next = nextStep(surface);
    await press(next, 'Proposer une présentation');
    const invitation = await received(world, email, 'présentation de 30 minutes');
    expect(invitation.from).toContain('vente@example.org');
    await press(next, 'Fixer la présentation…');
    await next.getByLabel('Jour de la présentation').fill(presentationDay);
    await press(next, 'Fixer la présentation');
    const { activity, dueOn } = await promised(dealId, 'Présentation');
    expect([activity.type, dueOn]).toEqual(['meeting', presentationDay]);
    await press(next, 'Présentation faite');
    await expect.poll(() => activitiesOf(world, dealId, 'Présentation')[0]?.done).toBe(true);
    expect(stageNameOf(world, dealId)).toBe('Potentiels identifiés');
    await press(next, 'Envoyer la documentation');
    const mail = await received(world, email, 'La documentation');
    expect(mail.attachments).toMatchObject([{ name: 'Présentation.pdf', type: 'application/pdf' }]);
    await expect.poll(() => stageNameOf(world, dealId)).toBe('Doc envoyée');
    const [moved] = world.sandbox.calls
      .list()
      .filter(({ method, path }) => method === 'PATCH' && path === `/api/v2/deals/${dealId}`);
    expect(moved && moved.at >= mail.receivedAt).toBe(true);
    await standsAt(surface, 'Doc envoyée');
  }

  async function acceptTheirRequest(dealId: number, surface: FrameLocator): Promise<void> {
    const { world } = stage;
    const request = await submitted(world, { email, organization, name: 'Camille Exemple' });
    expect(request.dealId).not.toBe(dealId);
    await world.command({ type: 'accept-request', requestId: request.request.id });
    await standsAt(surface, 'Compte créé');
    await expect.poll(() => dealIn(world, request.dealId)?.is_deleted).toBe(true);
    await expect.poll(() => stageNameOf(world, dealId)).toBe('Compte créé');
    const notes = world.sandbox.pipedrive.notes.filter((note) => note.deal_id === dealId);
    expect(notes.map(({ content }) => content).join()).toContain(`Affaire en double n° ${request.dealId}`);
    const left = world.sandbox.pipedrive.deals.filter(
      ({ org_id, is_deleted }) => org_id === dealIn(world, dealId)?.org_id && !is_deleted,
    );
    expect(left.map(({ id }) => id)).toEqual([dealId]);
  }

  async function welcomeAndCollect(dealId: number, surface: FrameLocator): Promise<void> {
    const { world } = stage;
    const next = nextStep(surface);
    const { activity: call } = await promised(dealId, 'Appel d’accueil');
    expect(call).toMatchObject({ type: 'call', owner_id: 21 });
    await press(next, 'Accueillir le client…');
    await press(next, 'Accueillir le client');
    const { dueOn, isAnnounced } = await promised(dealId, 'Retour sur les cas d’usage');
    expect(isAnnounced).toBe(true);
    expectWithin(dueOn, 15);
    const mail = await received(world, email, 'parlons de vos démarches');
    expect(mail.text).toContain(`au plus tard le ${frenchDay(dueOn)}`);
    await expect.poll(() => activitiesOf(world, dealId, 'Appel d’accueil')[0]?.done).toBe(true);
    await press(next, 'Ajouter un cas d’usage…');
    await next.getByLabel('Cas d’usage').fill('Inscriptions scolaires');
    await press(next, 'Ajouter un cas d’usage');
    await surface.getByText('0 sur 1 en production').waitFor();
    await press(next, 'Valider les cas d’usage');
    await expect.poll(() => activitiesOf(world, dealId, 'Retour sur les cas d’usage')[0]?.done).toBe(true);
  }

  async function goAlone(dealId: number, surface: FrameLocator): Promise<void> {
    const next = nextStep(surface);
    await press(next, 'Choisir le parcours…');
    await next.getByRole('radio', { name: 'Organisme autonome' }).check();
    await press(next, 'Choisir le parcours');
    const { dueOn } = await promised(dealId, 'Retour sur les tests');
    expectWithin(dueOn, 21);
    const mail = await received(stage.world, email, 'Votre nouvelle démarche en ligne');
    expect(mail.text).toContain(`au plus tard le ${frenchDay(dueOn)}`);
    expect(mail.text).not.toContain('il nous faut les éléments suivants');
    const call = await promised(dealId, 'Appel sur les tests');
    expectWithin(call.dueOn, 14);
    await press(next, 'Faire le point sur les tests');
    await received(stage.world, email, 'êtes-vous prêts');
  }

  async function goLive(dealId: number, surface: FrameLocator): Promise<void> {
    const { world } = stage;
    const next = nextStep(surface);
    await press(next, 'Planifier la mise en production…');
    await next.getByLabel('Jour de la mise en production').fill(goLiveDay);
    await press(next, 'Planifier la mise en production');
    expect((await promised(dealId, 'Mise en production')).dueOn).toBe(goLiveDay);
    await surface.getByRole('button', { name: 'Autres actions' }).click();
    await surface.getByRole('button', { name: 'Signaler un blocage…' }).click();
    await surface.getByLabel('Motif du blocage').selectOption({ label: 'Décision attendue chez le client' });
    await surface
      .getByLabel('Qui doit le lever (facultatif)')
      .selectOption({ label: 'Responsable commercial' });
    await surface.getByRole('button', { name: 'Signaler un blocage', exact: true }).click();
    await surface.getByText('Bloqué : Décision attendue chez le client').waitFor();
    await surface.getByText('À lever par Responsable commercial').waitFor();
    await press(next, 'Lever le blocage');
    await surface.getByLabel('État : Inscriptions scolaires').selectOption('built');
    const id = await conversionOf(world, dealId);
    await seen(world, id, ({ useCases, blocked }) => useCases.built === 1 && blocked === null);
    await press(next, 'Mise en production faite');
    await standsAt(surface, 'En production');
    await expect.poll(() => activitiesOf(world, dealId).filter(({ done }) => !done)).toEqual([]);
    await surface.getByText('1 sur 1 en production').waitFor();
    const subjects = mailsTo(world, email).map(({ subject }) => subject);
    // Each of them once: invitation, documentation, account, welcome, path, tests.
    expect(subjects.length).toBe(new Set(subjects).size);
  }
});

/** A client whose uses were validated while nobody looked. @returns their panel, with the path still to be chosen */
async function validated(organization: string) {
  const { world } = stage;
  const { dealId, request, email } = await submitted(world, { organization });
  await world.command({ type: 'accept-request', requestId: request.id });
  const conversionId = await conversionOf(world, dealId, 15_000);
  await seen(world, conversionId, ({ step }) => step === 'account-created');
  await ask(world, { type: 'welcome-client', conversionId, how: 'call' });
  await ask(world, { type: 'add-use-case', conversionId, title: 'Aides aux associations' });
  await ask(world, { type: 'validate-use-cases', conversionId });
  const { surface } = await stage.open(`/pipedrive/deal/${dealId}`);
  const next = nextStep(surface);
  await press(next, 'Choisir le parcours…');
  return { dealId, email, conversionId, surface, next };
}

describe('a client who is helped', () => {
  it(
    'joins a procedure that exists, and is introduced to who owns it (DS-40 to DS-42)',
    wholeWay,
    async () => {
      const { dealId, email, surface, next } = await validated('Communauté des Prés');
      const owner = 'demarches@departement.example.org';
      await next.getByRole('radio', { name: 'Démarche existante' }).check();
      await next.getByLabel('Nom de la démarche').fill('Aide à la rentrée');
      await next.getByLabel('Administration qui la porte').fill('Département modèle');
      await next.getByLabel('Son adresse e-mail').fill(owner);
      await next.getByLabel('Jour de la démonstration').fill(presentationDay);
      await press(next, 'Choisir le parcours');
      await surface.getByText('Aide à la rentrée (Département modèle)').waitFor();
      const { dueOn } = await promised(dealId, 'Retour sur les tests');
      expectWithin(dueOn, 15);
      const demo = await promised(dealId, 'Réunion de démonstration');
      expect([demo.activity.type, demo.dueOn]).toEqual(['meeting', presentationDay]);
      const told = await received(stage.world, email, 'Une démarche existe déjà : Aide à la rentrée');
      expect(told.text).toContain('portée par Département modèle');
      expect(told.text).toContain(`démonstration sur cette démarche a lieu le ${frenchDay(presentationDay)}`);
      expect(told.text).toContain(`vos tests au plus tard le ${frenchDay(dueOn)}`);
      const introduced = await received(stage.world, owner, 'Mise en relation');
      expect(introduced.text).toContain('(Communauté des Prés)');
      expect(introduced.text).not.toContain(frenchDay(dueOn));
    },
  );

  it('is asked for what a new procedure is made of (DS-43, DS-45, DS-46)', wholeWay, async () => {
    const { dealId, email, surface, next } = await validated('Syndicat des Rives');
    await next.getByRole('radio', { name: 'Nouvelle démarche' }).check();
    await next.getByRole('checkbox', { name: 'Les modèles d’attestation' }).uncheck();
    await press(next, 'Choisir le parcours');
    await standsAt(surface, 'En test');
    const { dueOn } = await promised(dealId, 'Retour sur les tests');
    expectWithin(dueOn, 15);
    const mail = await received(stage.world, email, 'Votre nouvelle démarche en ligne');
    expect(mail.text).toContain('il nous faut les éléments suivants');
    expect(mail.text).toContain('- Les formulaires papier - Le détail du traitement des dossiers');
    expect(mail.text).not.toContain('Les modèles d’attestation');
    expect(mail.text).toContain(`au plus tard le ${frenchDay(dueOn)}`);
  });
});

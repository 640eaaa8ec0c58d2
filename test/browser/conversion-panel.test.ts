import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createDeal, createPerson } from '../../services/sandbox/src/pipedrive/acts.ts';
import { dealIn, personIn, quiet, submitted } from '../kit/flow.ts';
import { longStory, type Stage, startStage } from '../kit/stage.ts';
import { eventually, type World } from '../kit/start-world.ts';

const sales = 21;
const suspects = { pipeline_id: 2, stage_id: 3 };
/** A day that no promise of the usual settings reaches. */
const [year] = new Date(Date.now() + 60 * 86_400_000).toISOString().split('-');
const laterDay = `${Number(year) + 1}-03-12`;

let stage: Stage;
beforeAll(async () => {
  stage = await startStage({
    settings: {
      undoSeconds: 0,
      conversion: { enabled: true, documentationUrl: 'https://docs.example.org/' },
      followUps: [
        {
          key: 'silent',
          label: { fr: 'Suspects sans nouvelles', en: 'Silent suspects' },
          steps: [{ kind: 'task', subject: { fr: 'Rappeler', en: 'Call again' }, afterDays: 3 }],
        },
      ],
    },
  });
  await quiet(stage.world);
});
afterAll(() => stage.close());
afterEach(async () => expect(await stage.closeWindows()).toEqual([]));

/** A client whom a colleague entered by hand in Pipedrive. */
function enteredByHand({ sandbox }: World, name: string) {
  const email = `accueil@${name.toLowerCase().replaceAll(/[^a-z]+/g, '-')}.example.org`;
  const person = createPerson(sandbox.standIn, sales, { name: 'Sacha Exemple', emails: [{ value: email }] });
  const deal = createDeal(sandbox.standIn, sales, { title: name, person_id: person.id, ...suspects });
  return { email, dealId: deal.id };
}

const mailsTo = (email: string) => stage.world.sandbox.mailbox.mails.filter(({ to }) => to.includes(email));

function stageOf(dealId: number): string | undefined {
  const { stages } = stage.world.sandbox.pipedrive;
  return stages.find(({ id }) => id === dealIn(stage.world, dealId)?.stage_id)?.name;
}

describe('a suspect', () => {
  it('is entered once, and leads to its deal (DS-02)', longStory, async () => {
    const { page, surface, modal } = await stage.open('/pipedrive/pipeline');
    await surface.getByRole('button', { name: 'Nouveau suspect' }).click();
    await modal.getByLabel('Organisation (facultative)').fill('Commune des Essais');
    await modal.getByLabel('Prénom et nom du contact').fill('Camille Exemple');
    await modal.getByLabel('Adresse e-mail (facultative)').fill('accueil@essais.example.org');
    await modal.getByRole('button', { name: 'Créer le suspect' }).click();
    await modal.getByRole('button', { name: 'Ouvrir l’affaire' }).click({ timeout: 20_000 });
    await page.waitForURL(/\/pipedrive\/deal\/\d+$/);
    await surface.getByRole('article', { name: 'Suivi commercial' }).waitFor();
    const deal = dealIn(stage.world, Number(page.url().split('/').at(-1)));
    expect(personIn(stage.world, deal?.person_id ?? 0)?.name).toBe('Camille Exemple');

    const again = await stage.open('/pipedrive/pipeline');
    await again.surface.getByRole('button', { name: 'Nouveau suspect' }).click();
    await again.modal.getByLabel('Prénom et nom du contact').fill('C. Exemple');
    await again.modal.getByLabel('Adresse e-mail (facultative)').fill('accueil@essais.example.org');
    await again.modal.getByText('Existe peut-être déjà').waitFor();
    await again.modal.getByRole('button', { name: 'Créer le suspect' }).click();
    await again.modal.getByRole('button', { name: 'Créer quand même' }).waitFor();
    await again.modal
      .getByRole('button', { name: /^Ouvrir l’affaire/ })
      .first()
      .click();
    await again.page.waitForURL(page.url());
  });

  it(
    'is presented to, and gets the documentation before the deal moves (DS-03, DS-04)',
    longStory,
    async () => {
      const { email, dealId } = enteredByHand(stage.world, 'Mairie présentée');
      const { surface } = await stage.open(`/pipedrive/deal/${dealId}`);
      const next = surface.getByRole('region', { name: 'Prochaine étape' });
      await next.getByRole('button', { name: 'Proposer une présentation' }).click();
      await expect.poll(() => mailsTo(email).length).toBe(1);
      await next.getByRole('button', { name: 'Fixer la présentation…' }).click();
      await next.getByLabel('Jour de la présentation').fill(laterDay);
      await next.getByRole('button', { name: 'Fixer la présentation' }).click();
      const promises = surface.getByRole('region', { name: 'Promesses' });
      await promises.getByText(/annoncée au client/).waitFor();
      await next.getByRole('button', { name: 'Présentation faite' }).click();
      await next.getByRole('button', { name: 'Envoyer la documentation' }).click();
      await surface.getByText('Doc envoyée').first().waitFor();
      await expect.poll(() => mailsTo(email).length).toBe(2);
      await expect.poll(() => stageOf(dealId)).toBe('Doc envoyée');
    },
  );

  it('is followed up by hand, and no longer (MER-08)', longStory, async () => {
    const { dealId } = enteredByHand(stage.world, 'Mairie relancée');
    const { surface } = await stage.open(`/pipedrive/deal/${dealId}`);
    const part = surface.getByRole('region', { name: 'Relance' });
    await part.getByRole('button', { name: 'Relancer…' }).click();
    await part.getByRole('button', { name: 'Commencer la relance' }).click();
    await part.getByText(/version 1 du/).waitFor();
    await part.getByText('Tâche : Rappeler').waitFor();
    await part.getByRole('button', { name: 'Arrêter la relance' }).click();
    await part.getByText('Aucune relance en cours.').waitFor();
    await part.getByText('1 relance passée').click();
    await part.getByText(/^Arrêtée/).waitFor();
  });
});

/** A client with an account, whose use cases are validated: the request makes room for the way that begins. */
async function validated(name: string) {
  const { world } = stage;
  const { dealId, request, email } = await submitted(world, { organization: name });
  await world.command({ type: 'accept-request', requestId: request.id });
  await eventually(async () => (await world.request(request.id)).step === 'accepted');
  const opened = await stage.open(`/pipedrive/deal/${dealId}`);
  const { surface } = opened;
  const next = surface.getByRole('region', { name: 'Prochaine étape' });
  await next.getByRole('button', { name: 'Accueillir le client…' }).click();
  await next.getByRole('button', { name: 'Accueillir le client' }).click();
  await next.getByRole('button', { name: 'Ajouter un cas d’usage…' }).click();
  await next.getByLabel('Cas d’usage').fill('Inscriptions scolaires');
  await next.getByRole('button', { name: 'Ajouter un cas d’usage' }).click();
  await next.getByRole('button', { name: 'Valider les cas d’usage' }).click();
  await next.getByRole('button', { name: 'Choisir le parcours…' }).click();
  return { ...opened, next, dealId, email };
}

describe('a client with an account', () => {
  it('hides the finished request behind one line, which unfolds', longStory, async () => {
    const { surface } = await validated('Mairie accueillie');
    const fold = surface.getByRole('button', { name: 'Demande de compte' });
    expect(await fold.getAttribute('aria-expanded')).toBe('false');
    await fold.click();
    await surface.getByRole('article', { name: 'Mairie accueillie' }).waitFor();
  });

  it('goes on alone, tests, and goes live (DS-30 to DS-39, DS-47, DS-48)', longStory, async () => {
    const { surface, next, email } = await validated('Mairie autonome');
    await next.getByRole('button', { name: 'Choisir le parcours', exact: true }).click();
    await next.getByRole('button', { name: 'Faire le point sur les tests' }).click();
    await next.getByRole('button', { name: 'Planifier la mise en production…' }).click();
    await next.getByLabel('Jour de la mise en production').fill(laterDay);
    await next.getByRole('button', { name: 'Planifier la mise en production' }).click();
    const state = surface.getByLabel('État : Inscriptions scolaires');
    await state.selectOption('built');
    await surface.getByText('Modifier un cas d’usage').first().waitFor({ state: 'attached' });
    await next.getByRole('button', { name: 'Mise en production faite' }).click();
    await surface.locator('.standing').getByText('En production', { exact: true }).waitFor();
    await surface.getByText('1 sur 1 en production').waitFor();
    const subjects = () => mailsTo(email).length;
    await expect.poll(subjects).toBeGreaterThanOrEqual(4);
  });

  it('is introduced to the administration of an existing procedure (DS-40 to DS-42)', longStory, async () => {
    const { surface, next, email } = await validated('Mairie présentée ailleurs');
    const owner = 'accueil@departement.example.org';
    await next.getByRole('radio', { name: 'Démarche existante' }).check();
    await next.getByLabel('Nom de la démarche').fill('Aide à la rentrée');
    await next.getByLabel('Administration qui la porte').fill('Département modèle');
    await next.getByLabel('Son adresse e-mail').fill(owner);
    await next.getByLabel('Jour de la démonstration').fill(laterDay);
    await next.getByRole('button', { name: 'Choisir le parcours', exact: true }).click();
    await surface.getByText('Aide à la rentrée (Département modèle)').waitFor();
    await expect.poll(() => mailsTo(owner).length).toBe(1);
    const texts = () => mailsTo(email).map(({ text }) => text);
    await expect.poll(texts).toContainEqual(expect.stringContaining('Aide à la rentrée'));
  });

  it(
    'is asked for what a new procedure needs, and is blocked and unblocked (DS-43 to DS-46, DS-49)',
    longStory,
    async () => {
      const { surface, next, email } = await validated('Mairie nouvelle');
      await next.getByRole('radio', { name: 'Nouvelle démarche' }).check();
      await next.getByText('Ce que cela fait').waitFor();
      await next.getByRole('checkbox', { name: 'Les modèles d’attestation' }).uncheck();
      await next.getByRole('button', { name: 'Choisir le parcours', exact: true }).click();
      const texts = () => mailsTo(email).map(({ text }) => text);
      await expect.poll(texts).toContainEqual(expect.stringContaining('Les formulaires papier'));
      expect(texts().join()).not.toContain('Les modèles d’attestation');
      await surface.getByRole('button', { name: 'Autres actions' }).click();
      await surface.getByRole('button', { name: 'Signaler un blocage…' }).click();
      await surface.getByLabel('Motif du blocage').selectOption({ label: 'Fonction manquante' });
      await surface.getByLabel('Mot (facultatif)').fill('Signature attendue');
      await surface.getByRole('button', { name: 'Signaler un blocage', exact: true }).click();
      await surface.getByText('Bloqué : Fonction manquante').waitFor();
      await surface.getByRole('status').getByText('Signature attendue').waitFor();
      await next.getByRole('button', { name: 'Lever le blocage' }).click();
      await surface.getByText('Bloqué : Fonction manquante').waitFor({ state: 'detached' });
    },
  );
});

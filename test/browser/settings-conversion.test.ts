import { expect, it } from 'vitest';
import { sampleAnswer, sampleSettings } from '../apps/pipedrive-extension/settings-samples.ts';
import { withSettingsPage } from '../kit/settings-visit.ts';
import { fakeSettings } from './settings-samples.ts';

const { settings } = withSettingsPage();
const usual = Object(sampleSettings.conversion);
const [rule] = Object(sampleSettings.followUps);

it('says how clients are followed', async () => {
  const fake = fakeSettings();
  const { page, surface } = await settings('Suivi commercial', fake);
  const stages = surface.getByRole('group', { name: 'Étapes du pipeline des suspects' });
  expect(await stages.getByLabel('Présentation faite').inputValue()).toBe('Potentiels identifiés');
  await stages.getByLabel('Présentation faite').selectOption('Ne déplace rien');
  await stages.getByLabel('En production', { exact: true }).selectOption('Un nouveau nom, à créer…');
  await stages.getByLabel('Nouveau nom : En production').fill('Clients');
  await surface.getByLabel('Mails de relance jusqu’à').fill('16:00');
  await surface.getByLabel('Jours entre deux mails de relance').fill('5');
  await surface.getByLabel('Personne prévenue quand un retard dure').selectOption('Le premier décideur');
  await surface.getByLabel('Dans l’outil d’assistance').check();
  const digest = surface.getByRole('group', { name: 'Résumé de la semaine' });
  await digest.getByLabel('Jour', { exact: true }).selectOption('vendredi');
  await surface.getByRole('button', { name: 'Ajouter un document' }).click();
  const documents = surface.getByRole('group', { name: 'Documents à demander' });
  await page.keyboard.type('Le plan');
  await documents.getByLabel('Libellé en anglais').last().fill('The plan');
  await surface.getByText('Modifications non enregistrées : Suivi commercial').waitFor();
  await surface.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByText('Réglages enregistrés.').waitFor();
  const { escalateTo: _nobody, ...others } = usual;
  expect(fake.saves[0]?.settings.conversion).toEqual({
    ...others,
    stages: { live: 'Clients' },
    sendUntil: '16:00',
    gapDays: 5,
    replies: 'help-desk',
    digest: { weekday: 5, at: '08:30' },
    documents: [...usual.documents, { fr: 'Le plan', en: 'The plan' }],
  });
  await digest.getByLabel('Envoyer à chacun ce qu’il a promis').uncheck();
  await surface.getByRole('button', { name: 'Enregistrer' }).click();
  await expect.poll(() => fake.saves.length).toBe(2);
  expect(fake.saves[1]?.settings.conversion).not.toHaveProperty('digest');
});

it('MER-08 makes a follow-up of mails and tasks, by the keyboard alone', async () => {
  const fake = fakeSettings({ view: sampleAnswer({ settings: { ...sampleSettings, followUps: [] } }) });
  const { page, surface } = await settings('Relances', fake);
  await surface.getByRole('button', { name: 'Ajouter une relance' }).press('Enter');
  await page.keyboard.type('Rappel');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Reminder');
  await surface.getByLabel('Inscrire les affaires qui remplissent ces conditions').press('Space');
  const positions = surface.getByRole('group', { name: 'Positions' });
  await positions.getByLabel('Présentation faite').press('Space');
  await surface.getByLabel('Jours sans contact').fill('21');
  await surface.getByRole('button', { name: 'Ajouter une étape' }).press('Enter');
  const second = surface.getByRole('group', { name: 'Étapes' }).getByRole('listitem').nth(1);
  await second.getByLabel('Ce qui se passe').selectOption('Une tâche est créée');
  await second.getByLabel('Libellé en français').fill('Appeler');
  await second.getByLabel('Libellé en anglais').fill('Call');
  await surface.getByRole('button', { name: 'Monter Étape 2' }).press('Enter');
  await surface.getByRole('button', { name: 'Enregistrer' }).press('Enter');
  await page.getByText('Réglages enregistrés.').waitFor();
  expect(fake.saves[0]?.settings.followUps).toEqual([
    {
      key: 'rule',
      label: { fr: 'Rappel', en: 'Reminder' },
      once: true,
      when: { steps: ['presented', 'documented'], daysWithoutContact: 21, withoutNextActivity: false },
      steps: [
        { kind: 'task', type: 'call', subject: { fr: 'Appeler', en: 'Call' }, afterDays: 3 },
        { kind: 'mail', template: 'follow-up-first', afterDays: 0 },
      ],
    },
  ]);
});

it('begins a mail of one’s own with the words of the house, and leads to its text', async () => {
  const fake = fakeSettings();
  const { page, surface } = await settings('Relances', fake);
  const step = surface.getByRole('group', { name: 'Étapes' }).getByRole('listitem').first();
  const mail = step.getByLabel('Mail envoyé');
  await mail.waitFor();
  expect(await mail.locator('option').allTextContents()).toEqual([
    'Relance : première',
    'Relance : dernière',
  ]);
  await step.getByRole('button', { name: 'Écrire un mail à vous' }).click();
  expect(await mail.inputValue()).toBe('follow-up-silent');
  await step.getByText('Enregistrez, puis réécrivez ce mail dans « Textes des mails ».').waitFor();
  await surface.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByText('Réglages enregistrés.').waitFor();
  const [saved] = fake.saves;
  expect(saved?.settings.followUps).toEqual([
    { ...rule, steps: [{ ...rule.steps[0], template: 'follow-up-silent' }, rule.steps[1]] },
  ]);
  expect(saved?.settings.templates).toEqual({
    'follow-up-silent': {
      fr: { subject: 'Relance : première (fr)', text: 'Bonjour {{ personName }},' },
    },
  });
  await mail.selectOption('Relance : dernière');
  await step.getByRole('link', { name: 'Voir ce mail' }).click();
  await surface.getByRole('heading', { name: 'Relance : dernière', exact: true }).waitFor();
});

it('says beside its step that a mail does not exist, and puts the nearest in its place', async () => {
  const path = 'followUps.0.steps.0.template';
  const wrong = { path, title: 'Mail inconnu', detail: 'Il n’existe pas.', nearest: 'follow-up-first' };
  const steps = [{ ...rule.steps[0], template: 'follow-up-frist' }];
  const shown = { ...sampleSettings, followUps: [{ ...rule, steps }] };
  const problems = [{ ...wrong, severity: 'error' as const }];
  const { surface } = await settings('', fakeSettings({ view: sampleAnswer({ settings: shown, problems }) }));
  await surface.getByRole('link', { name: /^Relances › n° 1 › Étapes › n° 1 › Mail envoyé/ }).click();
  const mail = surface.getByLabel('Mail envoyé');
  await mail.waitFor();
  expect(await mail.locator('option:checked').textContent()).toBe('follow-up-frist (ce mail n’existe pas)');
  await surface.getByRole('button', { name: 'Remplacer par « follow-up-first »' }).last().click();
  expect(await mail.inputValue()).toBe('follow-up-first');
});

it('tells what is promised where nothing is said, and keeps what is said', async () => {
  const fake = fakeSettings();
  const { page, surface } = await settings('Délais', fake);
  const useCases = surface.getByLabel('Retour annoncé sur les cas d’usage (jours)');
  expect(await useCases.inputValue()).toBe('15');
  const autonomous = surface.getByLabel('Retour annoncé sur les tests, client autonome (jours)');
  expect(await autonomous.inputValue()).toBe('');
  expect(await autonomous.getAttribute('aria-describedby')).not.toBeNull();
  await surface.getByText('Vide : 21').waitFor();
  await autonomous.fill('28');
  await useCases.fill('');
  await surface.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByText('Réglages enregistrés.').waitFor();
  expect(fake.saves[0]?.settings.promises).toEqual({ autonomousDays: 28 });
});

it('lists mails by what they are for, and fills a preview in with a deal', async () => {
  const fake = fakeSettings();
  const { surface } = await settings('Textes des mails', fake);
  const steps = surface.getByRole('list', { name: 'Suivi commercial' });
  await steps.getByRole('button', { name: 'Demande de démo, step 1' }).click();
  const preview = surface.getByRole('region', { name: 'Aperçu' });
  await preview.frameLocator('iframe').getByText('Bonjour Camille Exemple,').waitFor();
  await preview.getByLabel('Chercher une affaire').fill('bourg');
  const deal = preview.getByLabel('Rempli avec');
  await expect
    .poll(() => deal.locator('option').allTextContents())
    .toEqual(['Les exemples', 'Commune de Bourg']);
  await deal.selectOption('Commune de Bourg');
  await preview.frameLocator('iframe').getByText('Bonjour Dominique Bourg,').waitFor();
  await preview.getByLabel('Chercher une affaire').fill('valmont');
  await expect
    .poll(() => deal.locator('option').allTextContents())
    .toEqual(['Les exemples', 'Commune de Bourg', 'Mairie de Valmont']);
  await deal.selectOption('Les exemples');
  await preview.frameLocator('iframe').getByText('Bonjour Camille Exemple,').waitFor();
});

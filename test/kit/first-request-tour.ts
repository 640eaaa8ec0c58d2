import type { Page } from 'playwright-core';
import type { Visit } from './browser.ts';
import type { PersonAtWork } from './person-at-work.ts';

/** Who asks for an account on the tour. */
export const tourRequester = {
  name: 'Camille Exemple',
  email: 'camille@mairie-exemple.example.org',
  organization: 'Mairie d’Exemple',
};

/** Shown what a person sees at a moment of the tour. */
export type Look = (page: Page, name: string) => Promise<void>;

/**
 * The tour of the README: from an empty company to its first accepted request, by nothing but clicks and fields.
 *
 * @param start a window on the sandbox's start page
 */
export async function takeTour(start: Visit, person: PersonAtWork, look: Look): Promise<void> {
  const settings = await install(start.page, person);
  await look(settings, 'tour-first-steps');
  await namePeople(settings, person);
  await createMissing(settings, person, look);
  const form = await openForm(settings, person);
  await sendRequest(form, person);
  await acceptIt(start, person, look);
}

async function install(start: Page, person: PersonAtWork): Promise<Page> {
  const tab = await person.clickToTab(start.getByRole('link', { name: 'Installer', exact: true }));
  await person.read(tab.getByRole('heading', { name: 'Installer Passerelle' }));
  await person.click(tab.getByRole('button', { name: 'Autoriser et installer' }));
  await person.read(tab.getByRole('heading', { name: 'Premiers pas : encore 3 étapes' }));
  return tab;
}

async function namePeople(settings: Page, person: PersonAtWork): Promise<void> {
  const add = async (list: string, label: string) => {
    const group = settings.getByRole('group', { name: list });
    await person.choose(group.getByLabel('Utilisateur à ajouter'), label);
    await person.click(group.getByRole('button', { name: `Ajouter à : ${list}` }).first());
  };
  await add('Propriétaires robots', 'Demandes en ligne (demandes-en-ligne@nouvelle.example.org)');
  await add('Décideurs', 'Direction (direction@nouvelle.example.org)');
  await person.click(settings.getByRole('button', { name: 'Enregistrer', exact: true }));
  await settings.getByRole('heading', { name: 'Premiers pas : encore 2 étapes' }).waitFor();
}

async function createMissing(settings: Page, person: PersonAtWork, look: Look): Promise<void> {
  await person.click(settings.getByRole('link', { name: 'Créer ce qui manque dans Pipedrive' }));
  await person.read(settings.getByText('7 éléments manquent.'));
  await settings.getByText(/problèmes? à régler/).waitFor();
  await look(settings, 'tour-missing');
  await person.click(settings.getByRole('button', { name: 'Créer ce qui manque' }));
  await settings.getByText('Tout est en place.').waitFor({ timeout: 30_000 });
  await settings.getByText('Tout va bien.').waitFor();
}

async function openForm(settings: Page, person: PersonAtWork): Promise<Page> {
  await person.click(settings.getByRole('link', { name: 'Ouvrir le formulaire public' }));
  await person.read(settings.getByLabel('Formulaire ouvert au public'));
  await person.click(settings.getByLabel('Formulaire ouvert au public'));
  await person.click(settings.getByRole('button', { name: 'Enregistrer', exact: true }));
  await settings.getByRole('heading', { name: 'Tout est prêt pour la première demande' }).waitFor();
  return person.clickToTab(settings.getByRole('link', { name: 'Ouvrir le formulaire', exact: true }));
}

async function sendRequest(form: Page, person: PersonAtWork): Promise<void> {
  await person.read(form.getByRole('heading', { name: 'Demande de compte administrateur' }));
  await person.type(form.getByLabel('Prénom et nom'), tourRequester.name);
  await person.type(form.getByLabel('E-mail professionnel'), tourRequester.email);
  await person.type(form.getByLabel('Organisme'), tourRequester.organization);
  await person.click(form.getByRole('button', { name: 'Envoyer la demande' }));
  await person.read(form.getByRole('heading', { name: 'Suivi de votre demande' }));
}

/** Back on the start page, which knows by now that there is a deal. */
async function acceptIt({ page, surface }: Visit, person: PersonAtWork, look: Look): Promise<void> {
  await person.read(page.getByRole('button', { name: 'Ouvrir l’affaire' }));
  await person.click(page.getByRole('button', { name: 'Ouvrir l’affaire' }));
  const accept = surface.getByRole('button', { name: 'Accepter' });
  await person.read(accept);
  await person.click(accept);
  await surface.getByText('4 sur 4').waitFor({ timeout: 40_000 });
  // The page beside it shows the deal where it is now.
  await page.locator('#deal-pipeline', { hasText: 'Suspects' }).waitFor();
  await look(page, 'tour-accepted');
}

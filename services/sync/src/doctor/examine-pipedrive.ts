import type { Pipedrive } from '../connectors/pipedrive/port.ts';
import { advice, type Check, failed, ok, same, type Words, wrong } from './check-words.ts';
import { missingScopes } from './developer-hub.ts';

export interface ExaminedAccess {
  pipedrive: Pick<Pipedrive, 'me'>;
  companyId: string;
  /** Of the installation; null with an API token, which has the rights of its user. */
  scopes: readonly string[] | null;
}

const names = {
  access: { fr: 'Accès à Pipedrive', en: 'Access to Pipedrive' },
  company: { fr: 'Entreprise', en: 'Company' },
  admin: { fr: 'Droits d’administrateur', en: 'Administrator rights' },
  scopes: { fr: 'Autorisations (scopes)', en: 'Scopes' },
} satisfies Record<string, Words>;

/** Whether the token is good, whose it is, and whether that is enough. `lets`: the rest of Pipedrive can be looked at. */
export async function examinePipedrive({
  pipedrive,
  companyId,
  scopes,
}: ExaminedAccess): Promise<{ lets: boolean; checks: Check[] }> {
  try {
    const me = await pipedrive.me();
    const whose = `${me.name} (${me.email}), ${me.companyName}`;
    const checks = [
      ok('pipedrive', names.access, same(whose)),
      companyCheck(me.companyId, companyId),
      adminCheck(me.isAdmin, me.name),
      scopesCheck(scopes),
    ];
    return { lets: true, checks };
  } catch (error) {
    return { lets: false, checks: [failed('pipedrive', names.access, error, renew)] };
  }
}

const renew: Words = {
  fr: 'Un administrateur Pipedrive réinstalle l’application, ou met un jeton valide dans PIPEDRIVE_API_TOKEN.',
  en: 'A Pipedrive administrator installs the app again, or puts a valid token into PIPEDRIVE_API_TOKEN.',
};

function companyCheck(found: string, expected: string): Check {
  if (found === expected) return ok('pipedrive', names.company, same(found));
  return wrong(
    'pipedrive',
    names.company,
    {
      fr: `Le jeton est celui de l’entreprise ${found}, l’installation sert ${expected}.`,
      en: `The token is of company ${found}, the installation serves ${expected}.`,
    },
    {
      fr: 'Corrigez PIPEDRIVE_API_TOKEN ou PIPEDRIVE_COMPANY_ID.',
      en: 'Correct PIPEDRIVE_API_TOKEN or PIPEDRIVE_COMPANY_ID.',
    },
    'operator',
  );
}

function adminCheck(isAdmin: boolean, name: string): Check {
  if (isAdmin) return ok('pipedrive', names.admin, same(name));
  return wrong(
    'pipedrive',
    names.admin,
    {
      fr: `${name} n’est pas administrateur : pipelines, champs et webhooks ne peuvent pas être gérés, et certaines fiches restent invisibles.`,
      en: `${name} is no administrator: pipelines, fields and webhooks cannot be kept, and some records stay invisible.`,
    },
    {
      fr: 'Donnez-lui les droits dans Pipedrive › Gérer les utilisateurs, ou faites installer par un administrateur.',
      en: 'Give the rights in Pipedrive › Manage users, or have an administrator install.',
    },
    'admin',
  );
}

function scopesCheck(scopes: readonly string[] | null): Check {
  if (scopes === null) {
    const words = {
      fr: 'Jeton d’API : tous les droits de son utilisateur.',
      en: 'API token: all its user may.',
    };
    return ok('pipedrive', names.scopes, words);
  }
  const { needed, optional } = missingScopes(scopes);
  const fix = {
    fr: 'Cochez-les dans le Developer Hub, puis réinstallez l’application.',
    en: 'Tick them in the Developer Hub, then install the app again.',
  };
  if (needed.length > 0) {
    return wrong('pipedrive', names.scopes, listed('Manquent', 'Missing', needed), fix, 'operator');
  }
  if (optional.length > 0) {
    const words = listed(
      'Utiles là où Pipedrive les propose',
      'Useful where Pipedrive offers them',
      optional,
    );
    return advice('pipedrive', names.scopes, words, fix, 'operator');
  }
  return ok('pipedrive', names.scopes, same(scopes.join(', ')));
}

function listed(fr: string, en: string, scopes: readonly string[]): Words {
  const list = scopes.join(', ');
  return { fr: `${fr} : ${list}.`, en: `${en}: ${list}.` };
}

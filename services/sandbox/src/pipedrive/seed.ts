import { blankMemory, seedUser } from './blank-memory.ts';
import type { Actor, PipedriveContext } from './context.ts';
import { addDeal } from './deal-writes.ts';
import { addOrganization } from './organization-writes.ts';
import { addPerson } from './person-writes.ts';
import type { PipedriveMemory, User } from './records.ts';
import { fieldCode, seedFields } from './seed-fields.ts';
import { addSubscription } from './subscriptions.ts';

export type SeedOptions = {
  companyId: number;
  serviceUrl: string;
  webhookUser: string;
  webhookPassword: string;
  now: () => Date;
};

/** The user of the API token: an integration user of its own (pipedrive.md 3.6). */
export const integrationUserId = 1;
/** Owns what the web form makes. */
export const formRobotUserId = 12;
/** The sales person who owns the seeded deals; works in both companies, under one id as with the vendor. */
export const salesUserId = 21;
/** Stage "Doc envoyée" of the pipeline "Suspects". */
const documentedStageId = 4;

const webhookName = 'Passerelle';

function seedUsers(): User[] {
  return [
    seedUser(integrationUserId, 'Intégration', 'integration@example.org', { admin: true }),
    seedUser(11, 'Robot', 'robot@example.org'),
    seedUser(formRobotUserId, 'Robot formulaire', 'robot-formulaire@example.org'),
    seedUser(salesUserId, 'Chargée de clientèle', 'vente@example.org', { role_id: 3 }),
    seedUser(22, 'Responsable commercial', 'responsable@example.org', { role_id: 2 }),
    seedUser(23, 'Stagiaire', 'stagiaire@example.org', { role_id: 3 }),
    seedUser(24, 'Ancien collègue', 'ancien@example.org', { active: false }),
  ];
}

const roles = [
  { id: 1, parent_role_id: null, name: '(Utilisateurs non affectés)', level: 1 },
  { id: 2, parent_role_id: 1, name: 'Direction commerciale', level: 2 },
  { id: 3, parent_role_id: 2, name: 'Vente', level: 3 },
];

const structure: [string, string[]][] = [
  ['Organismes', ['Demande', 'En discussion']],
  ['Suspects', ['Potentiels identifiés', 'Doc envoyée', 'Compte créé']],
  ['Organismes refusés', ['Refusés']],
  ['Collectivités', ['Stock', 'En cours']],
];

const activityTypes: [string, string][] = [
  ['Appel', 'call'],
  ['Réunion', 'meeting'],
  ['Tâche', 'task'],
  ['Échéance', 'deadline'],
  ['E-mail', 'email'],
];

const seedCustomers = [
  {
    organization: 'Mairie de Valmont',
    siren: '217600001',
    name: 'Accueil Valmont',
    email: 'mairie@valmont.example.org',
  },
  {
    organization: 'Syndicat des eaux',
    siren: '257600002',
    name: 'Direction Eaux',
    email: 'direction@eaux.example.org',
  },
];

/** Two customers whose open deals stand in Suspects, "Doc envoyée", owned by the sales person. */
function addCustomers(context: PipedriveContext): void {
  const actor: Actor = { userId: salesUserId, source: 'app' };
  for (const { organization, siren, name, email } of seedCustomers) {
    const org = addOrganization(context, actor, {
      name: organization,
      custom_fields: { [fieldCode('organization', 'SIREN')]: siren },
    });
    const person = addPerson(context, actor, { name, org_id: org.id, emails: [{ value: email }] });
    const place = { person_id: person.id, org_id: org.id, stage_id: documentedStageId };
    addDeal(context, actor, { title: `Affaire ${organization}`, ...place });
  }
}

/** The account on its first day, with one subscription `*.*` to the service. Sends nothing. */
export function seedMemory(options: SeedOptions): PipedriveMemory {
  const memory = blankMemory({
    companyId: options.companyId,
    company: { name: 'Sandbox', domain: `company-${options.companyId}` },
    users: seedUsers(),
    roles: roles.map((role) => ({ ...role })),
    structure,
    activityTypes,
  });
  memory.fields = seedFields('team');
  addCustomers({ memory, now: options.now, publish: () => undefined, changed: () => undefined });
  pointWebhook(memory, options);
  return memory;
}

/** Gives the service's own subscription its address and credentials, adding it again if somebody deleted it. */
export function pointWebhook(memory: PipedriveMemory, options: SeedOptions): void {
  const url = `${options.serviceUrl.replace(/\/$/, '')}/webhooks/pipedrive`;
  const existing = memory.subscriptions.find((each) => each.name === webhookName);
  if (existing) {
    existing.subscription_url = url;
    existing.http_auth_user = options.webhookUser;
    existing.http_auth_password = options.webhookPassword;
    return;
  }
  const wanted = {
    owner_id: integrationUserId,
    user_id: integrationUserId,
    event_action: '*',
    event_object: '*',
    subscription_url: url,
    name: webhookName,
    http_auth_user: options.webhookUser,
    http_auth_password: options.webhookPassword,
  };
  addSubscription(memory, wanted, options.now());
}

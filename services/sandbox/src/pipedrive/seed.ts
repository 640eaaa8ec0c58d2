import type { Actor, PipedriveContext } from './context.ts';
import { addDeal } from './deal-writes.ts';
import { addOrganization } from './organization-writes.ts';
import { addPerson } from './person-writes.ts';
import type { Limits, PipedriveMemory, Pipeline, Stage, User } from './records.ts';
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
/** The sales person who owns the seeded deals. */
const salesUserId = 21;
/** Stage "Doc envoyée" of the pipeline "Suspects". */
const documentedStageId = 4;

const seededAt = '2024-01-08T09:00:00Z';
const webhookName = 'Passerelle';

// Five seats on the largest plan (pipedrive.md 5.1) and the burst of an OAuth token on the smallest (5.2).
const seedLimits: Limits = {
  dailyTokens: 30_000 * 7 * 5,
  burst: 80,
  searchBurst: 10,
  burstWindowMs: 2000,
  searchLagMs: 1000,
  webhooksPerUser: 40,
  webhookTimeoutMs: 10_000,
  banEnabled: false,
};

function user(id: number, name: string, mailbox: string, marks: Partial<User> = {}): User {
  const email = `${mailbox}@example.org`;
  return { id, name, email, admin: false, active: true, created: seededAt, ...marks };
}

function seedUsers(): User[] {
  return [
    user(integrationUserId, 'Intégration', 'integration', { admin: true }),
    user(11, 'Robot', 'robot'),
    user(formRobotUserId, 'Robot formulaire', 'robot-formulaire'),
    user(salesUserId, 'Chargée de clientèle', 'vente'),
    user(22, 'Responsable commercial', 'responsable'),
    user(23, 'Stagiaire', 'stagiaire'),
    user(24, 'Ancien collègue', 'ancien', { active: false }),
  ];
}

const structure: [string, string[]][] = [
  ['Organismes', ['Demande', 'En discussion']],
  ['Suspects', ['Potentiels identifiés', 'Doc envoyée', 'Compte créé']],
  ['Organismes refusés', ['Refusés']],
  ['Collectivités', ['Stock', 'En cours']],
];

function seedStructure(): { pipelines: Pipeline[]; stages: Stage[] } {
  const pipelines: Pipeline[] = [];
  const stages: Stage[] = [];
  const times = { add_time: seededAt, update_time: seededAt };
  for (const [name, stageNames] of structure) {
    const pipelineId = pipelines.length + 1;
    pipelines.push({ id: pipelineId, name, order_nr: pipelineId, ...times });
    for (const [index, stageName] of stageNames.entries()) {
      const id = stages.length + 1;
      stages.push({ id, name: stageName, order_nr: index + 1, pipeline_id: pipelineId, ...times });
    }
  }
  return { pipelines, stages };
}

const seedActivityTypes = [
  { id: 1, name: 'Appel', key_string: 'call', icon_key: 'call', order_nr: 1 },
  { id: 2, name: 'Réunion', key_string: 'meeting', icon_key: 'meeting', order_nr: 2 },
  { id: 3, name: 'Tâche', key_string: 'task', icon_key: 'task', order_nr: 3 },
  { id: 4, name: 'Échéance', key_string: 'deadline', icon_key: 'deadline', order_nr: 4 },
  { id: 5, name: 'E-mail', key_string: 'email', icon_key: 'email', order_nr: 5 },
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
  const memory: PipedriveMemory = {
    companyId: options.companyId,
    lastIds: {},
    users: seedUsers(),
    ...seedStructure(),
    fields: seedFields(),
    activityTypes: seedActivityTypes.map((type) => ({ ...type })),
    organizations: [],
    persons: [],
    deals: [],
    participants: [],
    notes: [],
    activities: [],
    subscriptions: [],
    limits: { ...seedLimits },
    spending: { day: '', tokens: 0 },
  };
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

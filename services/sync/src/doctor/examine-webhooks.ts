import { conversionObjects, type HeardObject, objectsToHear, type WebhookPlan } from '#core/webhook-plan.ts';
import type { Pipedrive } from '../connectors/pipedrive/port.ts';
import type { CompanyWebhooks } from '../provision/company-webhooks.ts';
import { advice, type Check, failed, ok, same, type Words, wrong } from './check-words.ts';
import { type SubscriptionFault, subscriptionFault, webhookAddress } from './hand-made-webhooks.ts';

export interface ExaminedWebhooks {
  pipedrive: Pick<Pipedrive, 'listWebhooks'>;
  webhooks: Pick<CompanyWebhooks, 'plan'>;
  publicUrl: string;
  /** Whether customers are followed from suspect to production. */
  followsConversions: boolean;
}

const names: Record<HeardObject, Words> = {
  person: { fr: 'Webhook des personnes', en: 'Webhook of persons' },
  deal: { fr: 'Webhook des affaires', en: 'Webhook of deals' },
  organization: { fr: 'Webhook des organisations', en: 'Webhook of organizations' },
  user: { fr: 'Webhook des utilisateurs', en: 'Webhook of users' },
  activity: { fr: 'Webhook des activités', en: 'Webhook of activities' },
};

const faultWords: Record<SubscriptionFault, Words> = {
  missing: {
    fr: 'Absent : les changements ne sont vus qu’au balayage suivant.',
    en: 'Missing: changes are seen by the next sweep only.',
  },
  inactive: { fr: 'Désactivé par Pipedrive.', en: 'Switched off by Pipedrive.' },
  incomplete: { fr: 'N’annonce pas tous les changements.', en: 'Does not tell every change.' },
  unprotected: { fr: 'Sans identifiants : il est refusé.', en: 'Without credentials: it is refused.' },
  'old-version': { fr: 'D’une ancienne version.', en: 'Of an old version.' },
};

const register: Words = {
  fr: 'Lancez la mise en place (page Installation, ou « npm run provision -- --apply ») : elle le recrée.',
  en: 'Run the provisioning (page Installation, or “npm run provision -- --apply”): it makes it again.',
};

const unheardActivities: Words = {
  fr: 'Absent : les appels, rendez-vous et promesses cochés à la main sont vus au balayage suivant, ou pas du tout sans le droit « Activités ».',
  en: 'Missing: calls, meetings and promises ticked by hand are seen by the next sweep, or not at all without the scope “Activities”.',
};
const allowActivities: Words = {
  fr: 'Dans le Developer Hub, cochez le droit « Activités : accès complet », puis réinstallez l’app ; le contrôle suivant crée le webhook. Tout le reste fonctionne.',
  en: 'In the Developer Hub, tick the scope “Activities: full access”, then install the app again; the next check makes the webhook. Everything else works.',
};

/** Whether Pipedrive tells us of everything we follow; what it does not tell, the sweep finds later. */
export async function examineWebhooks(examined: ExaminedWebhooks): Promise<Check[]> {
  try {
    const plan = await examined.webhooks.plan();
    return plan ? registered(plan, examined.followsConversions) : await handMade(examined);
  } catch (error) {
    return [failed('webhooks', { fr: 'Webhooks', en: 'Webhooks' }, error, register)];
  }
}

function registered({ missing, dead, strangers }: WebhookPlan, followsConversions: boolean): Check[] {
  const checks = objectsToHear(followsConversions).map((object) => {
    if (!missing.includes(object)) return ok('webhooks', names[object], { fr: 'Actif', en: 'Active' });
    return isExtra(object)
      ? advice('webhooks', names[object], unheardActivities, allowActivities, 'admin')
      : wrong('webhooks', names[object], faultWords.missing, register, 'admin');
  });
  const left = new Set([...dead, ...strangers]).size;
  if (left === 0) return checks;
  const words = {
    fr: `${left} ancien(s) webhook(s) de Passerelle à retirer.`,
    en: `${left} former webhook(s) of Passerelle to be removed.`,
  };
  const name = { fr: 'Anciens webhooks', en: 'Former webhooks' };
  const fix = {
    fr: 'Rien à faire : ils sont retirés au prochain contrôle.',
    en: 'Nothing to do: they are removed by the next check.',
  };
  return [...checks, advice('webhooks', name, words, fix, null)];
}

function isExtra(object: HeardObject): boolean {
  return conversionObjects.some((extra) => extra === object);
}

async function handMade({ pipedrive, publicUrl, followsConversions }: ExaminedWebhooks): Promise<Check[]> {
  const address = webhookAddress(publicUrl);
  const webhooks = await pipedrive.listWebhooks();
  const fix = {
    fr: `Dans Pipedrive › Outils › Webhooks : ${address}, toutes les actions, avec PIPEDRIVE_WEBHOOK_USER et PIPEDRIVE_WEBHOOK_PASSWORD.`,
    en: `In Pipedrive › Tools › Webhooks: ${address}, every action, with PIPEDRIVE_WEBHOOK_USER and PIPEDRIVE_WEBHOOK_PASSWORD.`,
  };
  return objectsToHear(followsConversions).map((object) => {
    const fault = subscriptionFault(webhooks, object, address);
    if (fault === null) return ok('webhooks', names[object], same(address));
    if (isExtra(object)) return advice('webhooks', names[object], faultWords[fault], fix, 'admin');
    return wrong('webhooks', names[object], faultWords[fault], fix, 'admin');
  });
}

import type { Company } from '#core/company.ts';
import type { ConversionAsk, ConversionEvent, DealFacts } from '#core/conversion-events.ts';
import type { FollowUpVersion } from '#core/follow-up-version.ts';
import type { Activity } from '#core/model/activity.ts';
import type { ConversionAccount } from '#core/model/conversion.ts';
import type { Actor } from '#core/model/staff-member.ts';
import { Settings } from '#core/settings.ts';
import type { FollowUpRule } from '#core/settings-conversion.ts';

/** Ids of the company below. */
export const ids = {
  owner: 21,
  second: 22,
  suspects: 1,
  elsewhere: 2,
  identified: 11,
  documented: 12,
  accountCreated: 13,
  testing: 14,
};

const firstRule: FollowUpRule = {
  key: 'suspects',
  label: { fr: 'Suspects sans nouvelles', en: 'Silent suspects' },
  when: {
    steps: ['identified', 'contacted', 'presented', 'documented'],
    daysWithoutContact: 14,
    withoutNextActivity: false,
  },
  once: true,
  steps: [
    { kind: 'mail', template: 'follow-up-first', afterDays: 0 },
    { kind: 'task', type: 'call', subject: { fr: 'Rappeler', en: 'Call again' }, afterDays: 3 },
    { kind: 'mail', template: 'follow-up-last', afterDays: 5 },
  ],
};

/** A version of a rule, in force. */
export function aVersion(
  rule: Partial<FollowUpRule> = {},
  more: Partial<FollowUpVersion> = {},
): FollowUpVersion {
  const whole = { ...firstRule, ...rule };
  return {
    key: whole.key,
    number: 1,
    since: '2026-01-01T00:00:00.000Z',
    isCurrent: true,
    texts: {},
    rule: whole,
    ...more,
  };
}

/** A company that follows its deals. */
export function aFollowingCompany(
  settings: Record<string, unknown> = {},
  followUps: FollowUpVersion[] = [aVersion()],
): Company {
  const stage = (id: number, name: string, order: number) => ({ id, name, pipelineId: ids.suspects, order });
  return {
    id: 'company',
    settings: Settings.parse({
      conversion: { enabled: true, stages: { testing: 'En test' }, escalateTo: ids.second },
      stages: {
        identified: 'Potentiels identifiés',
        documented: 'Doc envoyée',
        accountCreated: 'Compte créé',
      },
      deciders: ['vente@example.org'],
      ...settings,
    }),
    staff: [
      { id: ids.owner, name: 'Équipe vente', email: 'vente@example.org', active: true },
      { id: ids.second, name: 'Équipe support', email: 'support@example.org', active: true },
    ],
    pipelines: [
      { id: ids.suspects, name: 'Suspects', order: 1 },
      { id: ids.elsewhere, name: 'Organismes', order: 2 },
    ],
    stages: [
      stage(ids.identified, 'Potentiels identifiés', 1),
      stage(ids.documented, 'Doc envoyée', 2),
      stage(ids.accountCreated, 'Compte créé', 3),
      stage(ids.testing, 'En test', 4),
    ],
    personFields: [],
    dealFields: [],
    followUps,
  };
}

/** A colleague in Pipedrive. */
export const seller: Actor = {
  staffId: ids.owner,
  name: 'Équipe vente',
  email: 'vente@example.org',
  surface: 'pipedrive',
};

/** What is known of a deal; `deal` changes the deal alone. */
export function dealFacts(deal: Partial<DealFacts['deal']> = {}, more: Partial<DealFacts> = {}): DealFacts {
  return {
    deal: {
      id: 500,
      title: 'Mairie d’Exemple',
      status: 'open',
      ownerId: ids.owner,
      personId: 700,
      organizationId: 800,
      pipelineId: ids.suspects,
      stageId: ids.identified,
      lostReason: null,
      addedAt: null,
      updatedAt: null,
      customFields: {},
      ...deal,
    },
    person: {
      id: 700,
      name: 'Camille Exemple',
      emails: ['camille@mairie.example.org'],
      phones: ['+33100000000'],
      ownerId: ids.owner,
      organizationId: 800,
      addedAt: null,
      updatedAt: null,
      customFields: {},
    },
    organization: { id: 800, name: 'Mairie d’Exemple' },
    account: null,
    mergedIntoId: null,
    byName: null,
    ...more,
  };
}

/** An account that was just made. */
export function anAccount(more: Partial<ConversionAccount> = {}): ConversionAccount {
  return {
    id: 'account-1',
    state: 'invited',
    email: 'camille@mairie.example.org',
    lastSignInAt: null,
    usesCount: null,
    ...more,
  };
}

export function observedDeal(
  at: string,
  deal: Partial<DealFacts['deal']> = {},
  more: Partial<DealFacts> = {},
): ConversionEvent {
  return { type: 'deal-observed', facts: dealFacts(deal, more), source: 'pipedrive', at };
}

/** An activity of the deal, open unless told. */
export function anActivity(more: Partial<Activity> = {}): Activity {
  return {
    id: 9000,
    subject: 'Appel',
    type: 'call',
    done: false,
    dueOn: null,
    dealId: 500,
    personId: 700,
    ownerId: ids.owner,
    updatedAt: null,
    doneAt: null,
    ...more,
  };
}

export function asking(ask: ConversionAsk): ConversionEvent {
  return { type: 'conversion-asked', by: seller, ask };
}

import type { Company } from '../../company.ts';
import type { Effect, EffectOf } from '../../effects.ts';
import type { Localized } from '../../model/localized.ts';

/** To what and to whom an effect does something, in staff words; null when its title says it all. */
export function effectDetail(effect: Effect, company: Company): Localized | null {
  switch (effect.kind) {
    case 'ensure-deal-placed':
      return dealDetail(effect, company);
    case 'ensure-person-owner':
    case 'ensure-organization-owner':
      return ownerDetail(effect.ownerId, company);
    case 'ensure-participant':
      return numbered('Affaire', 'Deal', effect.dealId);
    case 'keep-deal-as-note':
      return numbered('Sur l’affaire', 'On deal', effect.toDealId);
    case 'remove-duplicate-deal':
      return effect.how === 'delete'
        ? numbered('Suppression de l’affaire', 'Deletes deal', effect.dealId)
        : numbered('Fusion dans l’affaire', 'Merged into deal', effect.intoDealId);
    case 'ensure-call-activity':
      return same(`${effect.subject} (${effect.dueOn})`);
    case 'send-email':
      return mailDetail(effect);
    case 'find-admin-account':
    case 'ensure-admin-account':
      return same(effect.emails.join(', '));
    default:
      return plainDetail(effect);
  }
}

/** The others are told by what they name. */
function plainDetail(effect: Effect): Localized | null {
  if ('name' in effect) return same(effect.name);
  if ('title' in effect) return same(effect.title);
  return 'email' in effect && effect.email !== null ? same(effect.email) : null;
}

/** "Suspects › Compte créé, propriétaire Équipe vente". */
function dealDetail(effect: EffectOf<'ensure-deal-placed'>, company: Company): Localized {
  const pipeline = company.pipelines.find(({ id }) => id === effect.pipelineId)?.name;
  const stage = company.stages.find(({ id }) => id === effect.stageId)?.name;
  const place = `${pipeline ?? effect.pipelineId} › ${stage ?? effect.stageId}`;
  const owner = ownerName(effect.ownerId, company);
  const fr = [
    ...(effect.dealId === null ? ['nouvelle affaire'] : []),
    ...(owner === null ? [] : [`propriétaire ${owner}`]),
    ...(effect.status === 'lost' ? [`perdue (${effect.lostReason ?? ''})`] : []),
  ];
  const en = [
    ...(effect.dealId === null ? ['new deal'] : []),
    ...(owner === null ? [] : [`owner ${owner}`]),
    ...(effect.status === 'lost' ? [`lost (${effect.lostReason ?? ''})`] : []),
  ];
  return { fr: [place, ...fr].join(', '), en: [place, ...en].join(', ') };
}

function ownerDetail(ownerId: number | null, company: Company): Localized {
  const owner = ownerName(ownerId, company);
  if (owner === null) return { fr: 'Garde son propriétaire', en: 'Keeps its owner' };
  return { fr: `À ${owner}`, en: `To ${owner}` };
}

function ownerName(ownerId: number | null, { staff }: Company): string | null {
  if (ownerId === null) return null;
  return staff.find(({ id }) => id === ownerId)?.name ?? String(ownerId);
}

/** The address, and what the mail is about where it says so. */
function mailDetail({ to, variables }: EffectOf<'send-email'>): Localized {
  const about = variables.reasonLabel ?? variables.document;
  return about ? { fr: `${to} : ${about}`, en: `${to}: ${about}` } : same(to);
}

function numbered(fr: string, en: string, id: number): Localized {
  return { fr: `${fr} n° ${id}`, en: `${en} no. ${id}` };
}

function same(text: string): Localized {
  return { fr: text, en: text };
}

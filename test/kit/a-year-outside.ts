import type { DealFacts } from '#core/conversion-events.ts';
import type { DealLog } from './a-year-log.ts';
import type { Outside } from './conversion-harness.ts';
import { anAccount } from './conversion-samples.ts';

/** The CRM, the mail and the directory of one deal: mails and reminders are kept in the log; some mails come back. */
export function yearOutside(
  crm: DealFacts['deal'],
  { mails, reminders }: Pick<DealLog, 'mails' | 'reminders'>,
  random: () => number,
): Outside {
  let activityCount = 0;
  // Some companies let us see no activities.
  const isAllowed = random() >= 0.05;
  return (effect, at) => {
    switch (effect.kind) {
      case 'send-client-mail':
        if (random() < 0.01) return { failed: bounce };
        mails.push({
          at,
          to: effect.to,
          template: effect.template,
          version: effect.version,
          isFollowUp: effect.unlessHeardSince !== null,
        });
        return { result: { to: effect.to, keptBack: null, confirmed: true } };
      case 'ensure-deal-stage':
        if (crm.status !== 'open' || crm.stageId !== effect.fromStageId)
          return { result: { leftAlone: 'moved' } };
        crm.stageId = effect.stageId;
        return { result: { leftAlone: null } };
      case 'ensure-promise-activity':
        activityCount += 1;
        return {
          result: {
            promise: effect.promise,
            activityId: isAllowed ? (effect.activityId ?? 10_000 + activityCount) : null,
            without: isAllowed ? null : 'not-allowed',
          },
        };
      case 'remind-of-promise':
        reminders.push({ at, promise: effect.promise, what: effect.what, toId: effect.toId });
        return { result: {} };
      case 'look-at-account':
        return { result: { account: anAccount({ state: random() < 0.5 ? 'active' : 'invited' }) } };
      default:
        return { result: {} };
    }
  };
}

const bounce = {
  word: 'rejected',
  title: { fr: 'Adresse refusée', en: 'Address refused' },
  detail: { fr: 'Corrigez l’adresse.', en: 'Correct the address.' },
  cause: 'address',
};

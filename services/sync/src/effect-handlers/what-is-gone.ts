import type { Company } from '#core/company.ts';
import type { EffectKind, EffectOf } from '#core/effects.ts';
import { OutsideError, type OutsideFailure } from '../connectors/errors.ts';
import type { EffectHandlers, Handler } from './handler.ts';

type PlacedKind = 'ensure-deal-placed' | 'ensure-person-owner' | 'ensure-organization-owner';

/** Reads the CRM's users, pipelines and stages again. @returns the company as it is then */
export type LookAgain = () => Promise<Company>;

/**
 * When Pipedrive refuses a write, looks whether its stage or its owner is gone: staff then read what has to be put
 * right, and what is decided next is held against what is there.
 */
export function sayWhatIsGone(handlers: EffectHandlers, lookAgain: LookAgain): EffectHandlers {
  return {
    ...handlers,
    'ensure-deal-placed': explained(handlers['ensure-deal-placed'], lookAgain),
    'ensure-person-owner': explained(handlers['ensure-person-owner'], lookAgain),
    'ensure-organization-owner': explained(handlers['ensure-organization-owner'], lookAgain),
  };
}

function explained<Kind extends PlacedKind & EffectKind>(
  { vendor, run }: Handler<Kind>,
  lookAgain: LookAgain,
): Handler<Kind> {
  return {
    vendor,
    run: async (effect, context) => {
      try {
        return await run(effect, context);
      } catch (error) {
        if (!(error instanceof OutsideError) || error.failure.word !== 'rejected') throw error;
        const company = await lookAgain().catch(() => null);
        const words = company && goneIn(company, effect);
        throw words ? new OutsideError({ ...error.failure, ...words }) : error;
      }
    },
  };
}

type Words = Pick<OutsideFailure, 'title' | 'detail'>;

function goneIn({ stages, staff }: Company, effect: EffectOf<PlacedKind>): Words | null {
  if (effect.kind === 'ensure-deal-placed' && !stages.some(({ id }) => id === effect.stageId)) return noStage;
  const { ownerId } = effect;
  const isThere = ownerId === null || staff.some(({ id, active }) => id === ownerId && active);
  return isThere ? null : noOwner;
}

const noStage: Words = {
  title: { fr: 'L’étape prévue n’existe plus dans Pipedrive', en: 'The stage is gone from Pipedrive' },
  detail: {
    fr: 'Un administrateur en choisit une autre dans les réglages de Passerelle, ou la recrée dans Pipedrive sous le même nom ; relancez ensuite.',
    en: 'An administrator chooses another one in the settings of Passerelle, or makes it again in Pipedrive under the same name; then retry.',
  },
};

const noOwner: Words = {
  title: {
    fr: 'Le propriétaire prévu n’est plus actif dans Pipedrive',
    en: 'The owner is not active in Pipedrive any more',
  },
  detail: {
    fr: 'Relancez : un autre décideur le devient, selon les réglages de Passerelle. Un administrateur peut y corriger les propriétaires.',
    en: 'Retry: another decider becomes it, as the settings of Passerelle say. An administrator can correct the owners there.',
  },
};

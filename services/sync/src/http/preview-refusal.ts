import type { Kysely } from 'kysely';
import type { Company } from '#core/company.ts';
import type { RefusalPreview } from '#core/contract/request-view.ts';
import type { ComposeMail } from '../effect-handlers/send-email.ts';
import type { Schema } from '../store/schema.ts';
import type { Caller } from './authenticate-surface.ts';
import { foreseeCommand } from './foresee-command.ts';

/** The mail a refusal would send; undefined when there is no such request. */
export type PreviewRefusal = (
  caller: Caller,
  wanted: { requestId: string; reason: string; note?: string | undefined },
) => Promise<RefusalPreview | undefined>;

export function createRefusalPreview(db: Kysely<Schema>, compose: ComposeMail): PreviewRefusal {
  return async (caller, { requestId, reason, note }) => {
    const { company } = caller;
    const command = { type: 'refuse-request', requestId, reason, ...(note && { note }) } as const;
    const refusal = await foreseeCommand({ db, companyOf: () => withoutSecond(company) }, caller, command);
    if (!refusal) return undefined;
    const mail = refusal.effects.find((effect) => effect.kind === 'send-email');
    const { subject = '', text = '', html = '' } = (mail && compose(mail, company, null)) ?? {};
    return { subject, text, html, to: mail?.to ?? '' };
  };
}

/** As if one person were enough: the mail that leaves when a second one agrees is the one to show to the first. */
function withoutSecond(company: Company): Company {
  return { ...company, settings: { ...company.settings, fourEyes: { accept: false, refuse: false } } };
}

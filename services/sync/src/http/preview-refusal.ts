import type { Kysely } from 'kysely';
import { placeOf } from '#core/company.ts';
import type { RefusalPreview } from '#core/contract/request-view.ts';
import { effectText } from '#core/processes/account-request/journal-texts.ts';
import { planRefusal } from '#core/processes/account-request/plans.ts';
import { readAccountRequest } from '#core/processes/account-request/state.ts';
import type { ComposeMail } from '../effect-handlers/send-email.ts';
import { readInstance } from '../store/instances.ts';
import type { Schema } from '../store/schema.ts';
import type { Caller } from './authenticate-surface.ts';

/** What a refusal would send and do; the list of effects is the one that would be committed. */
export type PreviewRefusal = (
  caller: Caller,
  wanted: { requestId: string; reason: string; note?: string | undefined },
) => Promise<RefusalPreview | undefined>;

export function createRefusalPreview(db: Kysely<Schema>, compose: ComposeMail): PreviewRefusal {
  return async ({ company, staff, language }, { requestId, reason, note }) => {
    const row = await readInstance(db, requestId);
    if (!row || row.company !== company.id) return undefined;
    const request = readAccountRequest(row.state, row.version);
    const by = { staffId: staff.id, name: staff.name, email: staff.email, surface: 'pipedrive' as const };
    const { pipelines, stages } = company.settings;
    const place = placeOf(company, pipelines.refused, stages.refused);
    const { pipelineId, stageId } = 'missing' in place ? { pipelineId: 0, stageId: 0 } : place;
    const input = { request, company, by, turn: 0 };
    const effects = planRefusal(input, { pipelineId, stageId }, { reason, note: note?.trim() || null });
    const mail = effects.find((effect) => effect.kind === 'send-email');
    const composed = mail && compose(mail, company, null);
    return {
      subject: composed?.subject ?? '',
      text: composed?.text ?? '',
      html: composed?.html ?? '',
      to: mail?.to ?? '',
      effects: effects.map(({ kind }) => effectText(kind, language)),
    };
  };
}

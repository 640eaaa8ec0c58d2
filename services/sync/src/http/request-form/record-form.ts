import type { z } from 'zod';
import type { Company } from '#core/company.ts';
import type { Language } from '#core/model/localized.ts';
import { formSourceOf } from '#core/submission-source.ts';
import { submissionSubject } from '../../deliveries/enter-submission.ts';
import type { Receive } from '../../deliveries/receive.ts';
import { requestFormSource, type SubmittedForm } from '../../deliveries/route-request-form.ts';
import { takeInvitation } from '../../store/form-invitations.ts';
import type { Store } from '../../store/instances.ts';
import { type RecordedForm, readRecordedForm } from '../../store/recorded-forms.ts';
import { takeSending } from '../../store/request-form-limits.ts';
import type { ReadForm } from './form-input.ts';
import type { Invitation } from './invitation.ts';
import { digestOf } from './secret.ts';
import { senderOfAddress, senderOfEmail } from './sender.ts';

/** A form that is fit to be recorded. */
export interface SentForm {
  company: Company;
  form: Extract<ReadForm, { ok: true }>['form'];
  language: Language;
  sourceCode: string;
  secret: string;
  /** The link it was opened by, sent in a conversation of the help desk; null for everybody else. */
  invitation: Pick<Invitation, 'code' | 'conversationId'> | null;
  /** Of the network, as far as we know it. */
  clientAddress: string | undefined;
  requestId: string;
}

/** One e-mail address is worth a few requests a day, whoever sends them. */
const emailLimit = { countMax: 5, perSeconds: 6 * 3600 };

/**
 * Records a form, before anything else is done about it. The same form sent twice is one delivery; sent again with
 * other words, it is another one, so that a correction is not lost. The first form by an invitation alone leads back to
 * the conversation.
 *
 * @returns 0 once it is on disk, or how many seconds its sender has to wait
 */
export async function recordForm(db: Store, receive: Receive, sent: SentForm): Promise<number> {
  const { company, form, requestId, invitation } = sent;
  const page = digestOf(sent.secret);
  const first = await readRecordedForm(db, requestFormSource, page);
  const plain = JSON.stringify(submittedForm(sent, page));
  const invited = invitation && JSON.stringify(submittedForm(sent, page, invitation.conversationId));
  if (first !== undefined && first.body === invited) return 0;
  const key = await keyFor(db, { page, first, body: plain });
  if (key === null) return 0;
  const waitSeconds = await takeSendings(db, sent);
  if (waitSeconds > 0) return waitSeconds;
  const leadsBack = !first && invitation !== null && (await takeInvitation(db, invitation.code, page));
  await receive({
    company: company.id,
    source: requestFormSource,
    key,
    subject: submissionSubject(company.id, form.email),
    body: leadsBack && invited !== null ? invited : plain,
    requestId,
    state: 'recorded',
    reason: null,
  });
  return 0;
}

function submittedForm(
  { form, language, sourceCode }: SentForm,
  page: string,
  conversationId?: number,
): z.infer<typeof SubmittedForm> {
  const beside = conversationId !== undefined && { conversationId };
  return { ...form, source: formSourceOf(sourceCode || null), language, page, ...beside };
}

/** null: recorded already, to the letter. */
async function keyFor(
  db: Store,
  { page, first, body }: { page: string; first: RecordedForm | undefined; body: string },
): Promise<string | null> {
  if (!first) return page;
  const again = `${page}.${digestOf(body)}`;
  const isKnown = first.body === body || (await readRecordedForm(db, requestFormSource, again)) !== undefined;
  return isKnown ? null : again;
}

async function takeSendings(db: Store, { company, form, clientAddress }: SentForm): Promise<number> {
  const { submissionsPerHour } = company.settings.publicForm;
  const addressLimit = { countMax: submissionsPerHour, perSeconds: 3600 };
  const waitSeconds = await takeSending(db, senderOfAddress(company.id, clientAddress), addressLimit);
  return waitSeconds > 0 ? waitSeconds : takeSending(db, senderOfEmail(company.id, form.email), emailLimit);
}

import { demoStep1 as demoStep1En } from './en/demo-step-1.ts';
import { documentation as documentationEn } from './en/documentation.ts';
import {
  followUpFirst as followUpFirstEn,
  followUpLast as followUpLastEn,
  followUpSecond as followUpSecondEn,
} from './en/follow-ups.ts';
import { goLiveQuestion as goLiveQuestionEn } from './en/go-live-question.ts';
import { introduction as introductionEn } from './en/introduction.ts';
import { presentationInvitation as presentationInvitationEn } from './en/presentation-invitation.ts';
import {
  promiseEscalated as promiseEscalatedEn,
  promiseLate as promiseLateEn,
  promiseSoon as promiseSoonEn,
} from './en/promise-reminders.ts';
import { step2ExistingProcedure as step2ExistingProcedureEn } from './en/step-2-existing-procedure.ts';
import { step2NewProcedure as step2NewProcedureEn } from './en/step-2-new-procedure.ts';
import { weekDigest as weekDigestEn } from './en/week-digest.ts';
import { demoStep1 as demoStep1Fr } from './fr/demo-step-1.ts';
import { documentation as documentationFr } from './fr/documentation.ts';
import {
  followUpFirst as followUpFirstFr,
  followUpLast as followUpLastFr,
  followUpSecond as followUpSecondFr,
} from './fr/follow-ups.ts';
import { goLiveQuestion as goLiveQuestionFr } from './fr/go-live-question.ts';
import { introduction as introductionFr } from './fr/introduction.ts';
import { presentationInvitation as presentationInvitationFr } from './fr/presentation-invitation.ts';
import {
  promiseEscalated as promiseEscalatedFr,
  promiseLate as promiseLateFr,
  promiseSoon as promiseSoonFr,
} from './fr/promise-reminders.ts';
import { step2ExistingProcedure as step2ExistingProcedureFr } from './fr/step-2-existing-procedure.ts';
import { step2NewProcedure as step2NewProcedureFr } from './fr/step-2-new-procedure.ts';
import { weekDigest as weekDigestFr } from './fr/week-digest.ts';
import { everyMail, type MailEntry, type MailVariable } from './variables.ts';

const followUp = [
  ...everyMail,
  'organizationName',
  'documentationUrl',
  'optOutLink',
] as const satisfies readonly MailVariable[];
const promise = [
  'promise',
  'dueOn',
  'dealTitle',
  'organizationName',
  'dealUrl',
] as const satisfies readonly MailVariable[];

/** The mails of a conversion: to suspects and clients, and to the colleagues who made them promises. */
export const conversionMails = {
  'presentation-invitation': {
    variables: [...everyMail, 'organizationName', 'optOutLink'],
    templates: { fr: presentationInvitationFr, en: presentationInvitationEn },
  },
  documentation: {
    variables: [...everyMail, 'organizationName', 'documentationUrl', 'attachments'],
    templates: { fr: documentationFr, en: documentationEn },
  },
  'demo-step-1': {
    variables: [...everyMail, 'organizationName', 'documentationUrl', 'answerBy'],
    templates: { fr: demoStep1Fr, en: demoStep1En },
  },
  'step-2-new-procedure': {
    variables: [...everyMail, 'organizationName', 'documents', 'answerBy'],
    templates: { fr: step2NewProcedureFr, en: step2NewProcedureEn },
  },
  'step-2-existing-procedure': {
    variables: [...everyMail, 'organizationName', 'procedureName', 'administration', 'demoDay', 'answerBy'],
    templates: { fr: step2ExistingProcedureFr, en: step2ExistingProcedureEn },
  },
  /** To the administration that owns a procedure; the person and the organization are the client. */
  introduction: {
    variables: [...everyMail, 'organizationName', 'procedureName', 'administration'],
    templates: { fr: introductionFr, en: introductionEn },
  },
  'follow-up-first': { variables: followUp, templates: { fr: followUpFirstFr, en: followUpFirstEn } },
  'follow-up-second': { variables: followUp, templates: { fr: followUpSecondFr, en: followUpSecondEn } },
  'follow-up-last': { variables: followUp, templates: { fr: followUpLastFr, en: followUpLastEn } },
  'go-live-question': {
    variables: [...everyMail, 'organizationName', 'goLiveOn'],
    templates: { fr: goLiveQuestionFr, en: goLiveQuestionEn },
  },
  /** To colleagues. */
  'promise-soon': { variables: promise, templates: { fr: promiseSoonFr, en: promiseSoonEn } },
  'promise-late': { variables: promise, templates: { fr: promiseLateFr, en: promiseLateEn } },
  'promise-escalated': {
    variables: [...promise, 'ownerName'],
    templates: { fr: promiseEscalatedFr, en: promiseEscalatedEn },
  },
  'week-digest': { variables: ['lines'], templates: { fr: weekDigestFr, en: weekDigestEn } },
} as const satisfies Record<string, MailEntry>;

/** What a rule of follow-ups may send of the house's: mails that need nothing but what every conversion has. */
export const followUpMails = [
  'follow-up-first',
  'follow-up-second',
  'follow-up-last',
  'presentation-invitation',
] as const satisfies readonly (keyof typeof conversionMails)[];

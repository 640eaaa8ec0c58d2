import * as z from 'zod';
import { ConversionStep } from './model/conversion.ts';
import { Label } from './model/localized.ts';
import { Key, Name, StaffReference, Switch, Time } from './settings-fields.ts';

const defaultDocuments = [
  { fr: 'Les formulaires papier', en: 'The paper forms' },
  { fr: 'Les modèles d’attestation', en: 'The models of certificates' },
  { fr: 'Le détail du traitement des dossiers', en: 'How applications are handled' },
];

/** A file that goes with a mail. */
const Attachment = z.strictObject({
  /** As the reader sees it. */
  name: Name,
  /** Where the service fetches it when the mail leaves. */
  url: z.url({ protocol: /^https?$/ }),
});

/** What follows the account request, and what comes before it (product.md section 4). */
export const ConversionSettings = z
  .strictObject({
    /** Off: deals are followed by nobody, no activity is made and no mail is sent. */
    enabled: Switch.default(false),
    /** Stages of the pipeline of suspects that steps move the deal to; a step left out moves nothing. */
    stages: z
      .strictObject({
        presented: Name.optional(),
        collecting: Name.optional(),
        validated: Name.optional(),
        testing: Name.optional(),
        planned: Name.optional(),
        live: Name.optional(),
      })
      .prefault({}),
    /** Keys of Pipedrive activity types. */
    activities: z
      .strictObject({
        call: Name.default('call'),
        meeting: Name.default('meeting'),
        task: Name.default('task'),
      })
      .prefault({}),
    /** Mails to clients leave in these hours of working days. */
    sendFrom: Time.default('09:00'),
    sendUntil: Time.default('17:30'),
    /** The fewest days between two mails that a follow-up sends to one client. */
    gapDays: z.int().min(0).max(90).default(3),
    /** Who hears of a promise that stays late; left out: the first decider. */
    escalateTo: StaffReference.optional(),
    /** Where clients' answers go: to the owner of the deal, or into the help desk. */
    replies: z.enum(['owner', 'help-desk']).default('owner'),
    /** The documentation: files that go with the mail (DS-04). */
    documentation: z.array(Attachment).max(5).default([]),
    documentationUrl: z.url({ protocol: /^https?$/ }).optional(),
    /** What is asked for where a procedure has to be built (DS-43). */
    documents: z.array(Label).default(defaultDocuments),
    /** Why a go-live may be blocked (DS-49). */
    blockedReasons: z
      .array(z.strictObject({ key: Key, label: Label }))
      .min(1)
      .default([
        { key: 'client-busy', label: { fr: 'Client indisponible', en: 'Client not available' } },
        { key: 'missing-feature', label: { fr: 'Fonction manquante', en: 'Missing feature' } },
        {
          key: 'decision-awaited',
          label: { fr: 'Décision attendue chez le client', en: 'Decision awaited' },
        },
        { key: 'other', label: { fr: 'Autre', en: 'Other' } },
      ]),
    /** When the digest of the week is sent to each owner: ISO weekday, and the time. */
    digest: z
      .strictObject({ weekday: z.int().min(1).max(7).default(1), at: Time.default('08:30') })
      .optional(),
  })
  .refine(({ sendFrom, sendUntil }) => sendFrom < sendUntil, {
    path: ['sendUntil'],
    message: 'expected a later time than the one mails begin at',
  });
export type ConversionSettings = z.infer<typeof ConversionSettings>;

const afterDays = z.int().min(0).max(365);
const FollowUpStep = z.discriminatedUnion('kind', [
  /** `template`: key of a mail; `afterDays`: working days after the step before, or after the start. */
  z.strictObject({ kind: z.literal('mail'), template: Key, afterDays }),
  z.strictObject({ kind: z.literal('task'), type: Name.default('call'), subject: Label, afterDays }),
]);
export type FollowUpStep = z.infer<typeof FollowUpStep>;

/** A rule of follow-ups (relances, MER-08): who is in it, and what they get when. */
export const FollowUpRule = z.strictObject({
  key: Key,
  label: Label,
  /** Left out: nobody enters it by itself. */
  when: z
    .strictObject({
      steps: z.array(ConversionStep.exclude(['ended', 'live'])).min(1),
      /** Days since somebody was last in touch, or since the deal began. */
      daysWithoutContact: z.int().min(1).max(730),
      /** Only deals for which nothing is planned in the CRM. */
      withoutNextActivity: z.boolean().default(false),
    })
    .optional(),
  /** Whoever went through it once does not enter it again. */
  once: z.boolean().default(true),
  steps: z.array(FollowUpStep).min(1).max(20),
});
export type FollowUpRule = z.infer<typeof FollowUpRule>;

/** Rules bear keys of their own. */
export const FollowUpRules = z
  .array(FollowUpRule)
  .refine(
    (rules) => new Set(rules.map(({ key }) => key)).size === rules.length,
    'expected keys that differ from each other',
  );

/** Days of `promises` where the settings name none; null: nothing is done by itself. */
export const promiseDefaults = {
  /** Calendar days until the call after the account. */
  welcomeCallDays: 5,
  /** Calendar days announced to the client. */
  useCasesDays: 15,
  autonomousDays: 21,
  assistedDays: 15,
  /** Calendar days until our call about the tests. */
  testsDays: 14,
  debriefDays: 5,
  /** Working days before the day, and after it. */
  remindBeforeDays: 1,
  escalateAfterDays: 2,
  /** Working days before a planned go-live. */
  goLiveReminderDays: 5,
} as const;
export type PromiseDays = keyof typeof promiseDefaults;

/** The days of a promise that the settings name, or the usual ones. */
export function promiseDays({ promises }: { promises: Record<string, number> }, name: PromiseDays): number {
  return promises[name] ?? promiseDefaults[name];
}

import * as z from 'zod';
import { Label, Language } from './model/localized.ts';
import { ConversionSettings, FollowUpRules } from './settings-conversion.ts';
import { Email, Key, Name, StaffReference, Switch, Time } from './settings-fields.ts';

/** Who may decide: one person by e-mail, or everybody of a Pipedrive role, by its id or name. */
const DeciderReference = z.union(
  [Email, z.strictObject({ role: z.union([z.int().positive(), z.string().trim().min(1)]) })],
  { error: 'expected an e-mail address, or { role: … } with the id or the name of a Pipedrive role' },
);
export type DeciderReference = z.infer<typeof DeciderReference>;

const Slug = z.string().regex(/^[A-Za-z0-9_-]{1,100}$/, 'expected letters, digits, "-" and "_"');
const TimeZone = Name.refine(isTimeZone, 'expected a time zone such as Europe/Paris');

const RefusalReason = z.strictObject({ key: Key, label: Label });
const Target = z.strictObject({ key: Key, label: Label, pipeline: Name, stage: Name.optional() });
const TemplateText = z.strictObject({ subject: Name, text: Name, html: Name.optional() });

const OwnerRule = z
  .strictObject({ rule: z.enum(['fixed', 'decider', 'round-robin']), fixed: StaffReference.optional() })
  .refine((owners) => owners.rule !== 'fixed' || owners.fixed !== undefined, {
    path: ['fixed'],
    message: 'expected the Pipedrive user id or e-mail that the rule "fixed" gives deals to',
  });

const defaultReasons = [
  { key: 'individual', label: { fr: 'Particulier ou entreprise', en: 'Individual or company' } },
  {
    key: 'no-public-service',
    label: { fr: 'Pas de mission de service public', en: 'No public-service mission' },
  },
  { key: 'form-filler', label: { fr: 'Souhaite remplir un formulaire', en: 'Only wants to fill in a form' } },
];

/** Which requests are called before they are decided (E-35): those that meet every condition whose field is named. */
const Priority = z.strictObject({
  /** Names of custom fields of the deal or the person. */
  fields: z.strictObject({ volume: Name.optional(), deadline: Name.optional() }).prefault({}),
  volumeAbove: z.number().min(0).default(1000),
  deadlines: z.array(Name).min(1).default(['Dès que possible']),
  /** Key of a Pipedrive activity type. */
  callType: Name.default('call'),
});

/** The public form at `/request`. */
const PublicForm = z.strictObject({
  enabled: Switch.default(false),
  /** What the page says above the form. */
  introduction: Label.optional(),
  /** Where the page about personal data is. */
  privacyUrl: z.url({ protocol: /^https?$/ }).optional(),
  /** The robot owner who gets what the form makes; left out: the first one. */
  owner: StaffReference.optional(),
  /** Where people come from: the code of a short link, and its name in lists. */
  sources: z.array(z.strictObject({ key: Key, label: Label })).default([]),
  /** How often one network address may send it. */
  submissionsPerHour: z.int().min(1).max(1000).default(10),
});

/** One name for every inbox, or one per language of an inbox. */
const SavedReplyName = z.union([Name, z.strictObject({ fr: Name.optional(), en: Name.optional() })]);

/** The help desk. */
const Desk = z
  .strictObject({
    /** Names of the inboxes that are followed; left out: all of them. */
    inboxes: z.array(Name).min(1).optional(),
    /** Inboxes that write in another language than the company, by name. */
    languages: z.record(Name, Language).default({}),
    /** The tag of conversations about accounts. */
    tag: Name.default('compte-admin'),
    /** Words in a subject that say so. */
    subjects: z
      .array(Name)
      .default([
        'compte admin',
        'demande de compte',
        'admin account',
        'administrator account',
        'account request',
      ]),
    /** Saved replies are mailed at once; otherwise an agent reads the draft and sends it. */
    send: Switch.default(false),
    /** Hours of working days until the first answer (MER-04), and how long before somebody is warned. */
    answerWithinHours: z.int().min(1).max(240).default(24),
    warnBeforeHours: z.int().min(0).max(239).default(4),
    /** Figures count this part of a working day. */
    openFrom: Time.default('09:00'),
    openUntil: Time.default('18:00'),
    /** Slugs of Help Scout's customer properties that are kept up to date. */
    properties: z
      .strictObject({
        requestState: Slug.default('passerelle-request'),
        accountState: Slug.default('passerelle-account'),
        dealOwner: Slug.default('passerelle-owner'),
        link: Slug.default('passerelle-pipedrive'),
      })
      .prefault({}),
  })
  .refine(({ answerWithinHours, warnBeforeHours }) => warnBeforeHours < answerWithinHours, {
    path: ['warnBeforeHours'],
    message: 'expected fewer hours than the first answer may take',
  })
  .refine(({ openFrom, openUntil }) => openFrom < openUntil, {
    path: ['openUntil'],
    message: 'expected a later time than the one the day begins at',
  });

/**
 * What a company configures (interfaces.md sections 4 and 5). Every key may be left out; an unknown one is an error.
 * `targets` left out is the stage "account created" of the pipeline of suspects.
 */
export const Settings = z.strictObject({
  locale: Language.default('fr'),
  timeZone: TimeZone.default('Europe/Paris'),
  workingDays: z.array(z.int().min(1).max(7)).default([1, 2, 3, 4, 5]),
  holidays: z.array(z.iso.date()).default([]),
  robotOwners: z.array(StaffReference).default([]),
  deciders: z.array(DeciderReference).default([]),
  /** Which decisions need a second decider before anything is done. */
  fourEyes: z.strictObject({ accept: Switch.default(false), refuse: Switch.default(false) }).prefault({}),
  owners: OwnerRule.default({ rule: 'decider' }),
  pipelines: z
    .strictObject({
      suspects: Name.default('Suspects'),
      organizations: Name.default('Organismes'),
      refused: Name.default('Organismes refusés'),
    })
    .prefault({}),
  stages: z
    .strictObject({
      identified: Name.optional(),
      documented: Name.optional(),
      accountCreated: Name.optional(),
      reconsidered: Name.optional(),
      refused: Name.optional(),
    })
    .prefault({}),
  targets: z.array(Target).min(1).optional(),
  undoSeconds: z.int().min(0).max(3600).default(10),
  refusalReasons: z.array(RefusalReason).min(1).default(defaultReasons),
  evidence: z
    .strictObject({
      remindAfterDays: z.int().min(1).max(365).default(7),
      expireAfterDays: z.int().min(1).max(365).default(21),
    })
    .prefault({}),
  autoAccept: Switch.default(false),
  updateOrganizationOwner: z.boolean().default(false),
  duplicateDeal: z.enum(['delete', 'merge']).default('delete'),
  /** Names of custom fields that are kept up to date. */
  fields: z
    .strictObject({
      /** Of the person. */
      requestState: Name.optional(),
      accountId: Name.optional(),
      requestDate: Name.optional(),
      source: Name.optional(),
      /** Of the deal. */
      dealSource: Name.optional(),
      dealNeed: Name.optional(),
    })
    .prefault({}),
  /** Name of the filter of persons that shows the requests to decide inside Pipedrive (DS-20). */
  requestFilter: Name.default('Demandes à traiter'),
  publicForm: PublicForm.prefault({}),
  /** Left out: no request is a priority. */
  priority: Priority.optional(),
  /** Liquid text of the activation link, from the account's `id`, where the directory gives none. */
  activationUrl: Name.optional(),
  /** Names of Help Scout's saved replies, by what they answer; `valid` and `individualOrCompany` are proposed. */
  savedReplies: z.record(z.string().regex(/^[A-Za-z0-9-]{1,100}$/), SavedReplyName).default({
    valid: 'Demande compte admin',
    individualOrCompany: 'Demande compte admin particulier / entreprise',
  }),
  helpscout: Desk.prefault({}),
  /** Days until something is done, by name (settings-conversion.ts); `answerDays`: working days until a request is decided. */
  promises: z.record(z.string(), z.int().min(0)).default({}),
  conversion: ConversionSettings.prefault({}),
  /** People who asked and got no account, and suspects: after how many silent months they are to be erased. */
  keeping: z
    .strictObject({
      prospectMonths: z.int().min(1).max(120).default(36),
      /** By the service itself; otherwise it says how many there are. */
      eraseProspects: Switch.default(false),
    })
    .prefault({}),
  /** Follow-ups of people who have not answered, by rule. */
  followUps: FollowUpRules.default([]),
  templates: z.record(Key, z.partialRecord(Language, TemplateText)).default({}),
  slack: z
    .strictObject({
      channel: z
        .string()
        .trim()
        .regex(
          /^[CG][A-Z0-9]{2,}$/,
          'expected the id of a Slack channel such as C0123456789 (channel details, at the bottom), not its name',
        )
        .optional(),
      mention: Name.optional(),
      digestAt: Time.optional(),
      /** Working days without a decision after which the thread reminds. */
      remindAfterDays: z.int().min(1).max(30).default(1),
      /** Working days after which a second person is told, if one is named. */
      escalateAfterDays: z.int().min(1).max(60).default(2),
      escalateTo: Email.optional(),
    })
    .prefault({}),
});
export type Settings = z.infer<typeof Settings>;
export type Target = z.infer<typeof Target>;

/** The places an accepted deal may go to, the preselected one first. */
export function targetsOf(settings: Settings): Target[] {
  return settings.targets ?? [defaultTarget(settings)];
}

function defaultTarget(settings: Settings): Target {
  const { suspects } = settings.pipelines;
  const { accountCreated } = settings.stages;
  return {
    key: 'suspect',
    label: 'Suspect',
    pipeline: suspects,
    ...(accountCreated && { stage: accountCreated }),
  };
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

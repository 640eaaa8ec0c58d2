import type { Company } from '#core/company.ts';
import { nearestName } from '#core/company.ts';
import { followedInboxes } from '#core/desk-inboxes.ts';
import type { DeskMailbox, Helpscout } from '../connectors/helpscout/port.ts';
import { advice, type Check, failed, ok, same, type Words, wrong } from './check-words.ts';
import { type ExaminedReplies, examineSavedReplies } from './examine-saved-replies.ts';

/** The help desk of a company. */
export interface ExaminedDesk extends ExaminedReplies {
  desk: Pick<Helpscout, 'self' | 'mailboxes' | 'savedReplies' | 'customerProperties'>;
  /** What is wrong with our webhook; null: nothing. */
  webhookFault(): Promise<'missing' | 'disabled' | 'different' | null>;
  /** When Help Scout was last found to have switched it off. */
  webhookDisabledAt(): Promise<Date | null>;
  /** Whether Help Scout can reach us: it sends to https alone, and shows nothing else. */
  mayRegister: boolean;
  /** Where our side panel is. */
  sidebarUrl: string;
  now(): Date;
}

const names = {
  access: { fr: 'Accès à Help Scout', en: 'Access to Help Scout' },
  inboxes: { fr: 'Boîtes de réception suivies', en: 'Inboxes followed' },
  webhook: { fr: 'Webhook de Help Scout', en: 'Help Scout webhook' },
  properties: { fr: 'Propriétés des clients', en: 'Customer properties' },
  sidebar: { fr: 'Panneau latéral', en: 'Sidebar' },
} satisfies Record<string, Words>;

/** What happened to the webhook is worth a word for so long. */
const toldMs = 7 * 24 * 3_600_000;

const access: Words = {
  fr: 'Vérifiez HELPSCOUT_APP_ID et HELPSCOUT_APP_SECRET, et que la personne qui a créé l’application est active et a le droit « Access API » ; redémarrez. Rien n’est perdu : Passerelle reprend toute seule.',
  en: 'Check HELPSCOUT_APP_ID and HELPSCOUT_APP_SECRET, and that the person who made the app is active and has the permission “Access API”; restart. Nothing is lost: Passerelle goes on by itself.',
};
const provision: Words = {
  fr: 'Lancez la mise en place (page Installation, ou « npm run provision -- --apply »).',
  en: 'Run the provisioning (page Installation, or “npm run provision -- --apply”).',
};

/** Access, inboxes, saved replies, webhook and properties: without Help Scout requests go on in Pipedrive all the same. */
export async function examineHelpscout(examined: ExaminedDesk, company: Company): Promise<Check[]> {
  const { desk } = examined;
  let mailboxes: DeskMailbox[];
  let signedIn: Check;
  try {
    const self = await desk.self();
    signedIn = ok('helpscout', names.access, same(`${self.name} (${self.email})`));
    mailboxes = await desk.mailboxes();
  } catch (error) {
    return [failed('helpscout', names.access, error, access)];
  }
  const [replies, webhook, properties] = await Promise.all([
    examineSavedReplies(examined, company, mailboxes),
    webhookChecks(examined),
    propertyChecks(examined, company),
  ]);
  const inboxes = inboxChecks(company, mailboxes);
  return [signedIn, ...inboxes, ...replies, ...webhook, ...properties, panelCheck(examined)];
}

/** Help Scout takes no other callback URL than one of https; its stand-in on this machine takes any. */
function panelCheck({ sidebarUrl, mayRegister }: ExaminedDesk): Check {
  const detail = {
    fr: `Secret défini. URL de rappel de l’application : ${sidebarUrl}`,
    en: `Secret set. Callback URL of the app: ${sidebarUrl}`,
  };
  if (mayRegister) return ok('helpscout', names.sidebar, detail);
  return advice('helpscout', names.sidebar, detail, callbackNeedsHttps, 'operator');
}

function inboxChecks({ settings }: Company, mailboxes: readonly DeskMailbox[]): Check[] {
  const known = mailboxes.map(({ name }) => name);
  const followed = followedInboxes(settings, mailboxes);
  const { inboxes = [], languages } = settings.helpscout;
  const unknown = [...new Set([...inboxes, ...Object.keys(languages)])].filter(
    (name) =>
      followedInboxes({ ...settings, helpscout: { ...settings.helpscout, inboxes: [name] } }, mailboxes)
        .length === 0,
  );
  const faults = unknown.map((name) => {
    const nearest = nearestName(name, known);
    const detail = {
      fr: `Aucune boîte ne s’appelle « ${name} ».`,
      en: `No inbox is called “${name}”.`,
    };
    const fix = {
      fr: `Corrigez le réglage helpscout.${nearest === null ? '' : ` Le plus proche : ${nearest}.`}`,
      en: `Correct the setting helpscout.${nearest === null ? '' : ` The nearest one: ${nearest}.`}`,
    };
    return wrong('helpscout', names.inboxes, detail, fix, 'admin');
  });
  if (followed.length > 0)
    return [ok('helpscout', names.inboxes, same(followed.map(({ name }) => name).join(', '))), ...faults];
  return faults.length > 0 ? faults : [noInbox];
}

const noInbox = wrong(
  'helpscout',
  names.inboxes,
  { fr: 'L’application ne voit aucune boîte.', en: 'The app sees no inbox.' },
  {
    fr: 'Donnez accès aux boîtes à la personne qui a créé l’application dans Help Scout.',
    en: 'Give the person who made the app in Help Scout access to the inboxes.',
  },
  'admin',
);

async function webhookChecks({
  webhookFault,
  webhookDisabledAt,
  mayRegister,
  now,
}: ExaminedDesk): Promise<Check[]> {
  try {
    const fault = await webhookFault();
    const disabledAt = await webhookDisabledAt();
    const wasOff = disabledAt !== null && now().getTime() - disabledAt.getTime() < toldMs;
    const mended = wasOff && fault === null ? [mendedWebhook(disabledAt)] : [];
    if (fault === null) return [ok('helpscout', names.webhook, { fr: 'Actif', en: 'Active' }), ...mended];
    if (mayRegister) return [wrong('helpscout', names.webhook, faultWords[fault], soon, null)];
    return [advice('helpscout', names.webhook, faultWords[fault], needsHttps, 'operator')];
  } catch (error) {
    return [failed('helpscout', names.webhook, error, access)];
  }
}

const faultWords: Record<'missing' | 'disabled' | 'different', Words> = {
  missing: {
    fr: 'Absent : les changements ne sont vus qu’au balayage suivant.',
    en: 'Missing: changes are seen by the next sweep only.',
  },
  disabled: {
    fr: 'Désactivé par Help Scout, après dix envois sans réponse.',
    en: 'Switched off by Help Scout, after ten deliveries without an answer.',
  },
  different: {
    fr: 'N’annonce pas tout ce que Passerelle suit.',
    en: 'Does not tell all that Passerelle follows.',
  },
};
const soon: Words = {
  fr: 'Rien à faire : il est remis en place au prochain balayage, qui rattrape ce qui a manqué.',
  en: 'Nothing to do: it is put right by the next sweep, which finds what was missed.',
};
const needsHttps: Words = {
  fr: 'Help Scout n’envoie qu’en HTTPS : mettez une adresse https:// joignable dans PUBLIC_URL.',
  en: 'Help Scout sends to HTTPS alone: put an https:// address that can be reached into PUBLIC_URL.',
};

const callbackNeedsHttps: Words = {
  fr: 'Help Scout refuse une URL de rappel sans HTTPS : mettez une adresse https:// joignable dans PUBLIC_URL.',
  en: 'Help Scout refuses a callback URL without HTTPS: put an https:// address that can be reached into PUBLIC_URL.',
};

function mendedWebhook(at: Date): Check {
  const written = at.toISOString().slice(0, 16).replace('T', ' ');
  const detail = {
    fr: `Help Scout l’avait désactivé (constaté le ${written} UTC) ; il est de nouveau actif et le balayage a rattrapé ce qui a manqué.`,
    en: `Help Scout had switched it off (found on ${written} UTC); it is on again, and the sweep found what was missed.`,
  };
  const fix = {
    fr: 'Vérifiez que PUBLIC_URL reste joignable depuis Internet.',
    en: 'Check that PUBLIC_URL can always be reached from the internet.',
  };
  return advice('helpscout', names.webhook, detail, fix, 'operator');
}

async function propertyChecks({ desk }: ExaminedDesk, { settings }: Company): Promise<Check[]> {
  try {
    const known = await desk.customerProperties();
    if (known === null) return [ok('helpscout', names.properties, notInPlan)];
    const slugs = Object.values(settings.helpscout.properties);
    const missing = slugs.filter((slug) => !known.some((property) => property.slug === slug));
    if (missing.length === 0) return [ok('helpscout', names.properties, same(slugs.join(', ')))];
    const list = missing.join(', ');
    const detail = { fr: `Manquent : ${list}.`, en: `Missing: ${list}.` };
    return [advice('helpscout', names.properties, detail, provision, 'admin')];
  } catch (error) {
    return [failed('helpscout', names.properties, error, access)];
  }
}

const notInPlan: Words = {
  fr: 'L’abonnement Help Scout n’en a pas : rien n’y est écrit, le reste fonctionne.',
  en: 'The Help Scout plan has none: nothing is written there, all else works.',
};

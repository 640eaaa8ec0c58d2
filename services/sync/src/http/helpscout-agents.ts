import type { Company } from '#core/company.ts';
import { normaliseEmail } from '#core/model/email-address.ts';
import type { Companies } from '../company/companies.ts';
import type { DeskUser, Helpscout } from '../connectors/helpscout/port.ts';
import { readSidebarUrl } from '../connectors/helpscout/sidebar-url.ts';
import { staffNotRead } from './authenticate-surface.ts';
import { orOutsideProblem } from './outside-problem.ts';
import { HttpProblem } from './problems.ts';
import type { Bearer } from './sessions.ts';
import { within } from './within.ts';

/** What recognising an agent needs. */
export interface HelpscoutAgentsOptions {
  /** The newest first; a frame signed with any of them was opened by Help Scout. */
  sidebarSecrets: readonly string[];
  /** Whose conversations they are; undefined as long as that is not known. */
  companyId(): string | undefined;
  helpscout: Pick<Helpscout, 'user'>;
  companies: Pick<Companies, 'colleague' | 'companyOf' | 'serves'>;
  nowMs?: () => number;
}

/** Who opened the sidebar beside which conversation. @throws HttpProblem 401, 502 or 503 */
export type AgentOf = (url: string) => Promise<Required<Bearer>>;

/** Who was deactivated in Help Scout opens no sidebar after so long; an open one lasts 15 minutes more (sessions.ts). */
const rememberedMs = 5 * 60_000;
const rememberedMax = 1_000;
/** Nobody waits longer for a sidebar to open. */
const longestMs = 8_000;

/**
 * Recognises agents by the signed address their sidebar was opened with. The signature says that Help Scout made it,
 * never when: so Help Scout is asked who that is today, and the CRM who works there (helpscout.md 4.2).
 */
export function createAgents(options: HelpscoutAgentsOptions): AgentOf {
  const { sidebarSecrets, companyId, companies } = options;
  const userOf = createUsers(options);
  return async (url) => {
    const opened = sidebarSecrets.map((secret) => readSidebarUrl(url, secret)).find(({ ok }) => ok);
    if (!opened?.ok) throw badSignature();
    const { conversationId, userId } = opened;
    if (conversationId === null) throw noConversation();
    const id = companyId();
    if (id === undefined || !companies.serves(id)) throw companyUnknown();
    const user = await userOf(userId);
    if (!user?.isActive) throw unknownAgent();
    const staff = await companies.colleague(id, user.email);
    const company = companies.companyOf(id);
    if (!staff) throw company.staff.length === 0 ? staffNotRead() : nobodyInCrm(user, company);
    return { companyId: id, staffId: staff.id, conversationId };
  };
}

function createUsers({ helpscout, nowMs = Date.now }: HelpscoutAgentsOptions) {
  const known = new Map<number, { user: DeskUser; untilMs: number }>();
  return async (id: number): Promise<DeskUser | null> => {
    const kept = known.get(id);
    if (kept && kept.untilMs > nowMs()) return kept.user;
    const user = await within(longestMs, orOutsideProblem(helpscout.user(id)), () => {
      throw helpscoutSilent();
    });
    known.delete(id);
    if (known.size >= rememberedMax) known.clear();
    // Who may not come in may be let in a moment later.
    if (user?.isActive) known.set(id, { user, untilMs: nowMs() + rememberedMs });
    return user;
  };
}

/** 503: whose conversations they are cannot be told. */
function companyUnknown(): HttpProblem {
  return new HttpProblem(
    503,
    { fr: 'Entreprise non désignée', en: 'No company named' },
    {
      fr: 'Passerelle ne sait pas à quelle entreprise Pipedrive appartient ce compte Help Scout : un administrateur doit régler PIPEDRIVE_COMPANY_ID.',
      en: 'Passerelle does not know which Pipedrive company this Help Scout account belongs to: an administrator has to set PIPEDRIVE_COMPANY_ID.',
    },
  );
}

function badSignature(): HttpProblem {
  return new HttpProblem(
    401,
    { fr: 'Adresse non signée par Help Scout', en: 'Address not signed by Help Scout' },
    {
      fr: 'Rouvrez la conversation dans Help Scout. Si cela persiste, un administrateur doit vérifier que la clé secrète de l’application (Gérer › Apps) est HELPSCOUT_SIDEBAR_SECRET.',
      en: 'Open the conversation in Help Scout again. If it persists, an administrator has to check that the app’s secret key (Manage › Apps) is HELPSCOUT_SIDEBAR_SECRET.',
    },
  );
}

function noConversation(): HttpProblem {
  return new HttpProblem(
    401,
    { fr: 'Pas de conversation', en: 'No conversation' },
    {
      fr: 'Passerelle s’ouvre à côté d’une conversation : ouvrez-en une dans Help Scout.',
      en: 'Passerelle opens beside a conversation: open one in Help Scout.',
    },
  );
}

function unknownAgent(): HttpProblem {
  return new HttpProblem(
    401,
    { fr: 'Utilisateur Help Scout inconnu ou désactivé', en: 'Unknown or deactivated Help Scout user' },
    {
      fr: 'Help Scout ne connaît pas cet utilisateur comme actif. Un administrateur de Help Scout peut le réactiver.',
      en: 'Help Scout does not know this user as active. A Help Scout administrator can reactivate them.',
    },
  );
}

function nobodyInCrm({ email }: DeskUser, { staff }: Company): HttpProblem {
  const wanted = normaliseEmail(email);
  const same = staff.filter((member) => wanted !== null && normaliseEmail(member.email) === wanted);
  if (same.filter(({ active }) => active).length > 1) return severalInCrm(email);
  const isInactive = same.length > 0;
  return new HttpProblem(
    401,
    { fr: 'Utilisateur Pipedrive inconnu ou désactivé', en: 'Unknown or deactivated Pipedrive user' },
    {
      fr: `Aucun utilisateur actif de Pipedrive n’a l’adresse de votre compte Help Scout (${email}). Un administrateur Pipedrive peut ${isInactive ? 'le réactiver' : 'vous y ajouter avec cette adresse'}.`,
      en: `No active Pipedrive user has the address of your Help Scout account (${email}). A Pipedrive administrator can ${isInactive ? 'reactivate them' : 'add you there with this address'}.`,
    },
  );
}

function severalInCrm(email: string): HttpProblem {
  return new HttpProblem(
    401,
    {
      fr: 'Plusieurs utilisateurs Pipedrive avec cette adresse',
      en: 'Several Pipedrive users with this address',
    },
    {
      fr: `Plusieurs utilisateurs actifs de Pipedrive ont l’adresse de votre compte Help Scout (${email}) : Passerelle ne sait pas lequel vous êtes. Un administrateur Pipedrive désactive ceux qui sont en trop, ou change leur adresse.`,
      en: `Several active Pipedrive users have the address of your Help Scout account (${email}): Passerelle cannot tell which one you are. A Pipedrive administrator deactivates those that are too many, or changes their address.`,
    },
  );
}

function helpscoutSilent(): HttpProblem {
  return new HttpProblem(
    503,
    { fr: 'Help Scout ne répond pas', en: 'Help Scout does not answer' },
    { fr: 'Réessayez dans un instant.', en: 'Try again in a moment.' },
  );
}

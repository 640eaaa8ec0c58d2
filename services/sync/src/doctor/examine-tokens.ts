import type { TokenPurpose } from '#core/model/token-purpose.ts';
import { forecastTokens, type TokenDay, type TokenStop } from '#core/token-forecast.ts';
import { advice, type Check, ok, type Words } from './check-words.ts';

/** What is known of a company's tokens of today. */
export interface ExaminedTokens {
  /** Null while nobody knows how many tokens a day has. */
  day: TokenDay | null;
  /** IANA name; instants are told in it. */
  timeZone: string;
}

const name: Words = { fr: 'Quota quotidien de Pipedrive', en: 'Daily allowance of Pipedrive' };
const dayMs = 24 * 3_600_000;

const waiting: Record<Exclude<TokenPurpose, 'person'>, Words> = {
  sweep: { fr: 'les relectures', en: 'reading again' },
  panel: { fr: 'ce que les panneaux demandent à côté', en: 'what panels ask beside' },
  decision: { fr: 'l’exécution des décisions', en: 'carrying decisions out' },
};

const fix: Words = {
  fr: 'Un administrateur peut acheter des jetons dans Pipedrive. Si Passerelle en dépense la plus grande part, l’équipe qui l’exploite peut espacer les relectures (SWEEP_SECONDS).',
  en: 'An administrator can buy tokens in Pipedrive. If Passerelle spends most of them, the team that operates it can sweep less often (SWEEP_SECONDS).',
};

/**
 * Whether the tokens of the day last, and if not, when they end and what waits until the next day.
 * @returns nothing while nobody knows how many there are
 */
export function examineTokens({ day, timeZone }: ExaminedTokens, now: Date): Check[] {
  if (!day) return [];
  const stops = forecastTokens(day, now.toISOString());
  const left = {
    fr: `Restent ${numberIn('fr', day.left)} jetons sur ${numberIn('fr', day.allowance)}.`,
    en: `${numberIn('en', day.left)} of ${numberIn('en', day.allowance)} tokens are left.`,
  };
  if (stops.length === 0) return [ok('budget', name, left)];
  const timeOf = clock(timeZone, now);
  const reset = timeOf(new Date(Date.parse(day.beganAt) + dayMs));
  const end = endOf(stops, timeOf);
  const lines = linesOf(stops, timeOf);
  const detail = {
    fr: `${left.fr} ${end.fr}${lines.fr} Tout reprend au plus tôt à ${reset}.`,
    en: `${left.en} ${end.en}${lines.en} All goes on at ${reset} at the earliest.`,
  };
  return [advice('budget', name, detail, fix, 'admin')];
}

/** An instant as people read it; "now" once it is there. */
type TimeOf = (at: Date) => string;

function clock(timeZone: string, now: Date): TimeOf {
  const format = new Intl.DateTimeFormat('fr', { hour: '2-digit', minute: '2-digit', timeZone });
  return (at) => format.format(at <= now ? now : at);
}

function endOf(stops: readonly TokenStop[], timeOf: TimeOf): Words {
  const end = stops.find(({ purpose }) => purpose === 'person');
  if (!end) return { fr: '', en: '' };
  const time = timeOf(new Date(end.at));
  return {
    fr: `Au rythme des deux dernières heures, le quota est épuisé à ${time}. `,
    en: `At the pace of the last two hours the allowance is exhausted at ${time}. `,
  };
}

function linesOf(stops: readonly TokenStop[], timeOf: TimeOf): Words {
  const waits = stops.flatMap(({ purpose, at }) => {
    if (purpose === 'person') return [];
    const time = timeOf(new Date(at));
    return [{ fr: `${waiting[purpose].fr} dès ${time}`, en: `${waiting[purpose].en} from ${time} on` }];
  });
  const list = (language: keyof Words) => waits.map((one) => one[language]).join(', ');
  return { fr: `Attendent : ${list('fr')}.`, en: `What waits: ${list('en')}.` };
}

function numberIn(language: string, value: number): string {
  return new Intl.NumberFormat(language).format(value);
}

import type { Company } from '../../company.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { ConversationFacts, RequestPicture } from '../../model/conversation.ts';
import type { Settings } from '../../settings.ts';
import { refusalLabel, stepText } from '../account-request/journal-texts.ts';
import { surfaceText } from '../account-request/texts.ts';

/** The note on a deal that says where its person wrote; one without a number yet is told by when it began. */
export function dealNote(
  { number, createdAt, subject, webUrl }: ConversationFacts,
  settings: Settings,
): { mark: string; lines: string[] } {
  const fr = settings.locale === 'fr';
  const at = instantWords(createdAt, settings);
  const which = number === null ? `(${at})` : `${fr ? 'n°' : 'no.'} ${number}`;
  return {
    mark: `${fr ? 'Conversation Help Scout' : 'Help Scout conversation'} ${which}`,
    lines: [subject, webUrl],
  };
}

/** The note beside a conversation that says how its request stands; each outcome has a mark of its own. */
export function outcomeNote(
  request: RequestPicture,
  { settings }: Company,
): { mark: string; lines: string[] } {
  const { locale: language } = settings;
  const { step, decision } = request;
  const fr = language === 'fr';
  const what = fr ? 'Demande de compte administrateur' : 'Request for an administrator account';
  const title = `${what}${fr ? '\u00A0: ' : ': '}${stepText(step, language).toLowerCase()}`;
  if (!decision) return { mark: title, lines: [] };
  const at = instantWords(decision.at, settings);
  const from = surfaceText(decision.from, language);
  const by = fr ? `Par ${decision.by} depuis ${from}` : `By ${decision.by} from ${from}`;
  const why = decision.reason === null ? [] : [refusalLabel(settings, decision.reason, language)];
  return { mark: `${title} (${at})`, lines: [...why, by] };
}

/** An instant as the company writes it. */
function instantWords(at: Instant, { locale, timeZone }: Settings): string {
  const written = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone });
  return written.format(new Date(at));
}

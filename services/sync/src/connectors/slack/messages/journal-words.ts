import type { JournalLine } from '#core/contract/request-view.ts';
import { outside } from './block-text.ts';
import { dateToken } from './dates.ts';
import { shares } from './limits.ts';
import { messageTexts } from './texts.ts';
import type { Wording } from './wording.ts';

/** "Demande refusée : … → Refus en cours · Camille, depuis Slack · 14:03", for markup; 1,100 units at most. */
export function journalWords(line: JournalLine, wording: Wording): string {
  const texts = messageTexts[wording.language];
  const outcome = line.outcome === 'advanced' ? '' : `_${texts.journalOutcome[line.outcome]}_ · `;
  const detail = line.detail ? ` (${outside(line.detail, shares.line)})` : '';
  const who = whoWords(line, wording);
  const parts = [
    `${outcome}${outside(line.text, shares.line)}${detail}`,
    ...(who ? [who] : []),
    dateToken(line.at, wording),
  ];
  return parts.join(' · ');
}

/** "Camille, depuis Slack"; the surface alone when nobody else acted. */
function whoWords({ by, from }: JournalLine, { language }: Wording): string {
  const name = by ? outside(by, shares.name) : '';
  const surface = from ? outside(from, shares.name) : '';
  if (name && surface && name !== surface) return messageTexts[language].byFrom(name, surface);
  return name || surface;
}

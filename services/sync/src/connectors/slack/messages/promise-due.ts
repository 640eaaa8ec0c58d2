import type { Language } from '#core/model/localized.ts';
import type { SlackMessage } from '../port.ts';
import { link, outside } from './block-text.ts';
import { section } from './blocks.ts';
import { withFrenchSpaces } from './french-spaces.ts';
import { shares } from './limits.ts';

/** A promise that somebody is told of. */
export interface PromiseDueInput {
  what: 'soon' | 'late' | 'escalated';
  text: string;
  /** The day, for people. */
  dueOn: string;
  dealTitle: string;
  dealUrl: string | null;
  /** Whose promise it is; empty when that is nobody. */
  ownerName: string;
}

const fr = {
  soon: (day: string) => `⏰ Promis pour le ${day}`,
  late: (day: string) => `🔴 En retard : c’était promis pour le ${day}`,
  escalated: (day: string, owner: string) =>
    `🔴 Toujours en retard : c’était promis pour le ${day}${owner === '' ? '' : ` par ${owner}`}`,
};

const en: typeof fr = {
  soon: (day) => `⏰ Promised for ${day}`,
  late: (day) => `🔴 Late: it was promised for ${day}`,
  escalated: (day, owner) => `🔴 Still late: it was promised for ${day}${owner === '' ? '' : ` by ${owner}`}`,
};

const words: Record<Language, typeof fr> = { fr: withFrenchSpaces(fr), en };

/** The direct message to whoever has to keep a promise, or hears that it was not kept. */
export function promiseDueMessage(input: PromiseDueInput, language: Language): SlackMessage {
  const { what, text, dueOn, dealTitle, dealUrl, ownerName } = input;
  const told = words[language][what](dueOn, outside(ownerName, shares.name));
  const deal = outside(dealTitle, shares.line);
  const about = dealUrl === null ? deal : link(dealUrl, deal);
  return {
    text: `${told} – ${outside(text, shares.line)}`,
    blocks: section(`${told}\n*${outside(text, shares.line)}*\n${about}`),
  };
}

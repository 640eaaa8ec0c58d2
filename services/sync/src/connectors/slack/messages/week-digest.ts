import type { SlackMessage } from '../port.ts';
import { outside, ownPlain } from './block-text.ts';
import { fittingLines, section } from './blocks.ts';
import { shares } from './limits.ts';

/** Lines under a title; those left out are counted. */
export interface WeekSection {
  title: string;
  lines: readonly string[];
  /** "… and 4 more", or null when all are there. */
  more: string | null;
}

/** The direct message of the week; its words come ready, of the outside and of ours. */
export function weekDigestMessage(title: string, sections: readonly WeekSection[]): SlackMessage {
  return {
    text: `${title} – ${sections.map((one) => one.title).join(' · ')}`,
    blocks: [{ type: 'header', text: ownPlain(title) }, ...sections.flatMap(sectionOf)],
  };
}

function sectionOf({ title, lines, more }: WeekSection) {
  const told = lines.map((line) => `• ${outside(line, shares.name)}`);
  return section(fittingLines(`*${title}*`, [...told, ...(more === null ? [] : [more])], () => '…'));
}

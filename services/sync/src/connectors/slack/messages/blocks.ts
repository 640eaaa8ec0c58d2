import type { ContextBlock, KnownBlock, SectionBlock } from '@slack/types';
import { mrkdwn } from './block-text.ts';
import { limits } from './limits.ts';

/** A section of markup that is known to fit; nothing for no text. */
export function section(text: string): SectionBlock[] {
  return text === '' ? [] : [{ type: 'section', text: mrkdwn(text) }];
}

/** Small print; nothing for no text. */
export function context(...texts: string[]): ContextBlock[] {
  const written = texts.filter((text) => text !== '');
  return written.length === 0 ? [] : [{ type: 'context', elements: written.slice(0, 10).map(mrkdwn) }];
}

/**
 * Whole lines under a title, as many as fit, and a word on those left out. Lines are cut beforehand, so that one
 * always fits.
 */
export function fittingLines(
  title: string,
  lines: readonly string[],
  more: (count: number) => string,
  limit: number = limits.sectionText,
): string {
  if (lines.length === 0) return '';
  const reserve = more(lines.length).length + 1;
  const kept: string[] = [];
  let length = title.length;
  for (const [place, line] of lines.entries()) {
    const isLast = place === lines.length - 1;
    if (length + 1 + line.length > limit - (isLast ? 0 : reserve)) break;
    kept.push(line);
    length += 1 + line.length;
  }
  const rest = lines.length - kept.length;
  return [...(title ? [title] : []), ...kept, ...(rest > 0 ? [more(rest)] : [])].join('\n');
}

/** As many blocks as fit before the last ones, which always stay. */
export function fittingBlocks(first: KnownBlock[], last: KnownBlock[], limit: number): KnownBlock[] {
  return [...first.slice(0, Math.max(0, limit - last.length)), ...last];
}

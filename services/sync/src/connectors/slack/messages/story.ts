import type { JournalLine } from '#core/contract/request-view.ts';
import type { SlackMessage } from '../port.ts';
import { fittingLines, section } from './blocks.ts';
import { journalWords } from './journal-words.ts';
import { limits } from './limits.ts';
import { messageTexts } from './texts.ts';
import type { Wording } from './wording.ts';

/** Lines that one reply tells; of more, the youngest. */
const toldAtMost = 40;

/**
 * The reply in the thread that tells journal lines, oldest first, in one message. The caller chooses the lines (at
 * least one) and adds the metadata.
 */
export function storyReply(lines: readonly JournalLine[], wording: Wording): SlackMessage {
  const { earlierLines, more } = messageTexts[wording.language];
  const told = lines.slice(-toldAtMost).map((line) => journalWords(line, wording));
  const left = lines.length - told.length;
  const written = [...(left > 0 ? [earlierLines(left)] : []), ...told];
  return {
    text: fittingLines('', written, more, limits.messageText),
    blocks: written.flatMap(section),
  };
}

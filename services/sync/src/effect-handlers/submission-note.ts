import type { Pipedrive } from '../connectors/pipedrive/port.ts';
import type { Handler } from './handler.ts';
import { escaped, hasNote } from './notes.ts';

/** What the requester wrote stays readable on the deal. */
export function keepSubmissionAsNote(pipedrive: Pipedrive): Handler<'keep-submission-as-note'> {
  return {
    vendor: 'pipedrive',
    run: async ({ dealId, mark, lines }, { repeated }) => {
      if (repeated && (await hasNote(pipedrive, dealId, mark))) return {};
      await pipedrive.addNote(
        dealId,
        `<p><b>${escaped(mark)}</b></p>\n<p>${lines.map(escaped).join('<br>')}</p>`,
      );
      return {};
    },
  };
}

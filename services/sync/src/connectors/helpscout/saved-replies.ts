import type { Calls } from './calls.ts';
import { orNullAfter } from './errors.ts';
import type { Helpscout } from './port.ts';
import { SavedReplies, SavedReply } from './schema.ts';

type Family = Pick<Helpscout, 'savedReplies' | 'savedReply' | 'createSavedReply'>;

/** Saved replies live in one inbox; only a single one tells its text (helpscout.md 2.4). */
export function savedReplyCalls({ read, send }: Calls): Family {
  return {
    savedReplies: (mailboxId) => read({ path: pathOf(mailboxId) }, SavedReplies),
    savedReply: (mailboxId, id) =>
      orNullAfter([404, 410], read({ path: `${pathOf(mailboxId)}/${id}` }, SavedReply)),
    createSavedReply: async (mailboxId, { name, html }) => {
      await send({ method: 'post', path: pathOf(mailboxId), body: { name, text: html } });
    },
  };
}

function pathOf(mailboxId: number): string {
  return `/mailboxes/${mailboxId}/saved-replies`;
}

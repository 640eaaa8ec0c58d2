import type { Kysely } from 'kysely';
import { OutsideError } from '../connectors/errors.ts';
import type { ClaimedRow } from '../store/claim-effect.ts';
import { restoredAt, takeDoubt } from '../store/restored.ts';
import type { Schema } from '../store/schema.ts';

/** What a store that came out of a backup cannot know: what was done outside after it. */
export interface RestoredDoubts {
  /** Whether everything is looked at before it is written: as long as what was lost may come up again. */
  looksFirst(): Promise<boolean>;
  /** @throws OutsideError when this mail may have been sent already, and nobody was asked yet */
  askBeforeMail(row: ClaimedRow): Promise<void>;
}

/** Longer than a weekend without anybody: sweeps and follow-ups have caught up by then. */
const catchingUpMs = 30 * 86_400_000;

/** A store is restored before a service runs on it, so it is asked once. */
export function createRestoredDoubts(db: Kysely<Schema>): RestoredDoubts {
  let known: Date | null | undefined;
  const restored = async () => {
    if (known === undefined) known = await restoredAt(db);
    return known;
  };
  return {
    looksFirst: async () => {
      const at = await restored();
      return at !== null && Date.now() - at.getTime() < catchingUpMs;
    },
    askBeforeMail: async ({ problem, instanceId }) => {
      if ((await restored()) === null) return;
      if (problem?.cause === 'restored') throw mayBeSent();
      if (problem === null && (await takeDoubt(db, instanceId))) throw mayBeSent();
    },
  };
}

function mayBeSent(): OutsideError {
  return new OutsideError({
    vendor: 'mail',
    word: 'rejected',
    title: { fr: 'Parti ou non ?', en: 'Sent or not?' },
    detail: {
      fr: 'Passerelle a été reprise d’une sauvegarde : ce mail est peut-être parti après elle. Regardez dans le serveur de mail ou demandez au destinataire. S’il n’est pas parti, cliquez sur Réessayer ; sinon, laissez ainsi.',
      en: 'Passerelle was restored from a backup: this mail may have been sent after it. Look at the mail server or ask the recipient. If it was not sent, click Retry; else leave it.',
    },
    unclear: true,
  });
}

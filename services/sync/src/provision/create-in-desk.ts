import { folded } from '#core/company.ts';
import type { DeskCreation } from '#core/desk-provision.ts';
import type { Helpscout } from '../connectors/helpscout/port.ts';

/** The help desk that is provided with what the settings need. */
export interface ProvidedDesk {
  desk: Pick<
    Helpscout,
    'mailboxes' | 'savedReplies' | 'customerProperties' | 'createSavedReply' | 'createCustomerProperty'
  >;
  /** Our webhook, which the service looks after by itself too; null where Help Scout could not reach us. */
  webhook: {
    url: string;
    /** @throws OutsideError */
    isRight(): Promise<boolean>;
    /** @throws OutsideError */
    ensure(): Promise<void>;
  } | null;
  /** Takes up the saved replies that were made, so that they are proposed at once. */
  readReplies(): Promise<void>;
}

/**
 * Makes one thing of the help desk. Names and slugs are looked for first: Help Scout takes a second saved reply of the
 * same name (helpscout.md 2.4).
 *
 * @throws OutsideError
 */
export async function createInDesk({ desk, webhook }: ProvidedDesk, creation: DeskCreation): Promise<null> {
  if (creation.what === 'customer-property') {
    const { slug, name, type } = creation;
    await desk.createCustomerProperty({ slug, name, type });
    return null;
  }
  if (creation.what === 'help-desk') {
    await webhook?.ensure();
    return null;
  }
  const { name, inbox, html } = creation;
  const known = await desk.savedReplies(inbox.id);
  if (known.some((reply) => folded(reply.name) === folded(name))) return null;
  await desk.createSavedReply(inbox.id, { name, html });
  return null;
}

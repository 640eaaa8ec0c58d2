import { type Company, isRobotOwner, robotOwnerId, staffOf } from '#core/company.ts';
import { OutsideError } from '../connectors/errors.ts';

/**
 * The robot owner of what a submission makes in the CRM.
 * @throws OutsideError `rejected` when the settings name none: the submission waits for an administrator
 */
export function formOwnerOf(company: Company): number {
  const wanted = staffOf(company, company.settings.publicForm.owner)?.id ?? null;
  const ownerId = isRobotOwner(company, wanted) ? wanted : robotOwnerId(company);
  if (ownerId !== null) return ownerId;
  throw new OutsideError({
    vendor: 'pipedrive',
    word: 'rejected',
    title: { fr: 'Aucun propriétaire robot n’est réglé', en: 'No robot owner is set' },
    detail: {
      fr: 'La demande est gardée. Un administrateur complète les propriétaires robots dans les réglages, puis cliquez sur Réessayer.',
      en: 'The request is kept. An administrator completes the robot owners in the settings, then click Retry.',
    },
  });
}

import { normaliseEmails } from '#core/model/email-address.ts';
import type { AdminAccounts } from '../connectors/admin-accounts/client.ts';
import { OutsideError } from '../connectors/errors.ts';
import type { Pipedrive } from '../connectors/pipedrive/port.ts';
import type { InstanceRow } from '../store/instances.ts';
import type { Handler } from './handler.ts';

/** Whether one of the addresses has an account already. */
export function findAdminAccount(accounts: AdminAccounts): Handler<'find-admin-account'> {
  return {
    vendor: 'accounts',
    run: async ({ emails }) => {
      const found = await accounts.find(emails);
      return {
        account: found ? { id: found.account.id, state: found.account.state, email: found.email } : null,
      };
    },
  };
}

/**
 * One account for the person: linked when it exists, else created. The person is re-read first, because a webhook is
 * only a hint and an account for a wrong address cannot be taken back (E-28).
 */
export function ensureAdminAccount(
  accounts: AdminAccounts,
  pipedrive: Pipedrive,
  personOf: (instance: InstanceRow) => number,
): Handler<'ensure-admin-account'> {
  return {
    vendor: 'accounts',
    run: async (effect, context) => {
      const person = await pipedrive.getPerson(personOf(context.instance));
      if (!person) throw personGone();
      const [address = ''] = effect.emails;
      if (!normaliseEmails(person.emails).includes(address)) throw addressChanged(address);
      const originalDealTitle = await titleOf(pipedrive, effect.originalDealId);
      const ensured = await accounts.ensure({
        emails: effect.emails,
        displayName: effect.displayName,
        externalId: context.instance.id,
        language: effect.language,
      });
      const { account, email, outcome } = ensured;
      return { account: { id: account.id, state: account.state, email }, outcome, originalDealTitle };
    },
  };
}

async function titleOf(pipedrive: Pipedrive, dealId: number | null): Promise<string | null> {
  if (dealId === null) return null;
  const deal = await pipedrive.getDeal(dealId);
  if (!deal || deal.status === 'deleted') throw noSuchDeal(dealId);
  return deal.title;
}

function personGone(): OutsideError {
  return new OutsideError({
    vendor: 'pipedrive',
    word: 'not-found',
    title: { fr: 'La personne n’existe plus dans Pipedrive', en: 'The person no longer exists in Pipedrive' },
    detail: {
      fr: 'Aucun compte n’a été créé. Annulez la décision, ou rétablissez la personne dans Pipedrive puis réessayez.',
      en: 'No account was created. Undo the decision, or restore the person in Pipedrive and retry.',
    },
  });
}

function addressChanged(address: string): OutsideError {
  return new OutsideError({
    vendor: 'pipedrive',
    word: 'rejected',
    title: { fr: 'L’adresse de la personne a changé', en: 'The person’s address has changed' },
    detail: {
      fr: `${address} n’est plus l’adresse de la personne dans Pipedrive. Aucun compte n’a été créé : annulez la décision, vérifiez la nouvelle adresse, puis décidez.`,
      en: `${address} is no longer the person’s address in Pipedrive. No account was created: undo the decision, check the new address, then decide.`,
    },
  });
}

function noSuchDeal(dealId: number): OutsideError {
  return new OutsideError({
    vendor: 'pipedrive',
    word: 'not-found',
    title: {
      fr: `L’affaire n° ${dealId} n’existe pas dans Pipedrive`,
      en: `Deal no. ${dealId} does not exist in Pipedrive`,
    },
    detail: {
      fr: 'Rien n’a été fait. Annulez la décision, puis choisissez l’affaire d’origine.',
      en: 'Nothing was done. Undo the decision, then choose the original deal.',
    },
  });
}

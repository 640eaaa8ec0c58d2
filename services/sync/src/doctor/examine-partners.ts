import type { AdminAccounts } from '../connectors/admin-accounts/client.ts';
import type { Mailer } from '../connectors/mail/client.ts';
import { type Check, failed, ok, type Words } from './check-words.ts';

const mailName: Words = { fr: 'Serveur de mail', en: 'Mail server' };
const accountsName: Words = { fr: 'Annuaire des comptes', en: 'Account directory' };
/** Nobody has an address under this domain (RFC 2606). */
const nobody = 'doctor@passerelle.invalid';

/** Connects, says hello and signs in; sends nothing. */
export async function examineMail(mailer: Pick<Mailer, 'verify'>): Promise<Check[]> {
  try {
    await mailer.verify();
    return [ok('mail', mailName, { fr: 'Connexion acceptée', en: 'Connection accepted' })];
  } catch (error) {
    const fix = {
      fr: 'Vérifiez SMTP_URL (serveur, port, identifiants). Les mails attendent, aucun n’est perdu.',
      en: 'Check SMTP_URL (server, port, credentials). Mails wait, none is lost.',
    };
    return [failed('mail', mailName, error, fix)];
  }
}

/** Looks for somebody who cannot exist: address, credentials and searching are checked, nothing is written. */
export async function examineAccounts(accounts: Pick<AdminAccounts, 'find'>): Promise<Check[]> {
  try {
    await accounts.find([nobody]);
    return [ok('accounts', accountsName, { fr: 'Recherche acceptée', en: 'Search accepted' })];
  } catch (error) {
    const fix = {
      fr: 'Vérifiez ACCOUNTS_SCIM_URL (elle finit par /scim/v2) et ACCOUNTS_SCIM_TOKEN.',
      en: 'Check ACCOUNTS_SCIM_URL (it ends in /scim/v2) and ACCOUNTS_SCIM_TOKEN.',
    };
    return [failed('accounts', accountsName, error, fix)];
  }
}

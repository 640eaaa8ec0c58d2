import type { DoctorView } from '#core/contract/doctor-view.ts';
import type { Language } from '#core/model/localized.ts';
import { advice, told } from './check-words.ts';
import { clockAheadMs, examineClock } from './examine-clock.ts';
import { type ExaminedCompany, examineCompany } from './examine-company.ts';
import { examineAccounts, examineMail } from './examine-partners.ts';
import { type ExaminedService, examineService } from './examine-service.ts';
import { showDeveloperHub } from './show-developer-hub.ts';

/** The installation: what all its companies share. */
export interface ExaminedInstallation extends ExaminedService {
  mailer: Parameters<typeof examineMail>[0];
  accounts: Parameters<typeof examineAccounts>[0];
  now(): number;
}

/** What a look found, in a reader's words. */
export type Look = (reader: Language) => DoctorView;

/**
 * Looks at everything, live, and writes nothing outside. Whatever fails becomes a check of its own: this never throws
 * for the outside. Takes as long as the slowest partner, some 10 s at most.
 *
 * @param company null: nobody has installed the app yet
 */
export async function lookAround(
  company: ExaminedCompany | null,
  installation: ExaminedInstallation,
): Promise<Look> {
  const { publicUrl, apiUrl, mailer, accounts, now } = installation;
  const [ofCompany, ...others] = await Promise.all([
    company ? examineCompany(company, publicUrl, new Date(now())) : nobodyYet(publicUrl),
    examineMail(mailer),
    examineAccounts(accounts),
    examineClock(() => clockAheadMs(apiUrl, now)),
    examineService(installation),
  ]);
  const at = new Date(now()).toISOString();
  return (reader) => ({
    checks: [
      ...ofCompany(reader),
      ...others.flat().map((check) => told(check, reader)),
      ...showDeveloperHub(publicUrl, reader),
    ],
    at,
  });
}

/** The same for one reader. */
export async function runDoctor(
  company: ExaminedCompany | null,
  installation: ExaminedInstallation,
  reader: Language,
): Promise<DoctorView> {
  return (await lookAround(company, installation))(reader);
}

function nobodyYet(publicUrl: string) {
  const check = advice(
    'pipedrive',
    { fr: 'Accès à Pipedrive', en: 'Access to Pipedrive' },
    {
      fr: 'Aucune entreprise n’a encore installé l’application.',
      en: 'No company has installed the app yet.',
    },
    {
      fr: `Un administrateur Pipedrive ouvre ${publicUrl}/oauth/pipedrive/start.`,
      en: `A Pipedrive administrator opens ${publicUrl}/oauth/pipedrive/start.`,
    },
    'admin',
  );
  return (reader: Language) => [told(check, reader)];
}

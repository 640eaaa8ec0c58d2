import type { DoctorCheck } from '#core/contract/doctor-view.ts';
import type { Language } from '#core/model/localized.ts';
import { checkSettings, type SettingsGround } from './check-settings.ts';
import { told } from './check-words.ts';
import { type ExaminedDesk, examineHelpscout } from './examine-helpscout.ts';
import { type ExaminedAccess, examinePipedrive } from './examine-pipedrive.ts';
import { type ExaminedProspects, examineProspects } from './examine-prospects.ts';
import { examineSettings } from './examine-settings.ts';
import { type ExaminedSlack, examineSlack } from './examine-slack.ts';
import { type ExaminedTokens, examineTokens } from './examine-tokens.ts';
import { type ExaminedWebhooks, examineWebhooks } from './examine-webhooks.ts';
import { type CatalogueReader, readLiveCatalogue } from './live-catalogue.ts';

/** The company that is looked at. */
export interface ExaminedCompany extends Pick<ExaminedAccess, 'companyId' | 'scopes'> {
  pipedrive: CatalogueReader & ExaminedAccess['pipedrive'] & ExaminedWebhooks['pipedrive'];
  webhooks: ExaminedWebhooks['webhooks'];
  /** As it is served, with its settings. */
  served: SettingsGround['served'];
  /** Null without Slack: nothing is said of it. */
  slack: ExaminedSlack | null;
  /** Null without Help Scout: nothing is said of it. */
  desk: ExaminedDesk | null;
  /** Today's tokens; asks the store alone. Absent: nothing is said of them. */
  tokens?(): Promise<ExaminedTokens>;
  /** Who has been silent for long; asks the store alone. Absent: nothing is said of them. */
  prospects?(): Promise<ExaminedProspects>;
}

/**
 * Access, settings and webhooks of one company, live; some 110 tokens. Whatever fails becomes a check of its own.
 * @returns the checks in a reader's language
 */
export async function examineCompany(
  company: ExaminedCompany,
  publicUrl: string,
  now: Date,
): Promise<(reader: Language) => DoctorCheck[]> {
  const { pipedrive, webhooks: kept, served, slack, desk } = company;
  const [access, inSlack, inDesk] = await Promise.all([
    examinePipedrive(company),
    slack ? examineSlack(slack, served, publicUrl) : [],
    desk ? examineHelpscout(desk, served) : [],
  ]);
  const tokens = await company.tokens?.();
  const prospects = await company.prospects?.();
  const ofStore = prospects ? examineProspects(prospects) : [];
  const beside = [...ofStore, ...(tokens ? examineTokens(tokens, now) : []), ...inSlack, ...inDesk];
  const always = [...access.checks, ...beside];
  // Without access everything else would only say the same again.
  if (!access.lets) return (reader) => always.map((check) => told(check, reader));
  const [live, webhooks] = await Promise.all([
    readLiveCatalogue(pipedrive).catch(() => null),
    examineWebhooks({
      ...{ pipedrive, webhooks: kept, publicUrl },
      followsConversions: served.settings.conversion.enabled,
    }),
  ]);
  return (reader) => [
    ...access.checks.map((check) => told(check, reader)),
    ...examineSettings(checkSettings(served.settings, { served, live, now }, reader), reader),
    ...webhooks.map((check) => told(check, reader)),
    ...beside.map((check) => told(check, reader)),
  ];
}

import type { Company } from '#core/company.ts';
import type { Language } from '#core/model/localized.ts';
import type { Settings } from '#core/settings.ts';
import type { SettingsGround } from '../doctor/check-settings.ts';
import { type CatalogueReader, type LiveCatalogue, readLiveCatalogue } from '../doctor/live-catalogue.ts';
import { parseSettings } from '../doctor/parse-settings.ts';
import type { Store } from '../store/instances.ts';
import { readSettings } from '../store/settings-history.ts';

/** What the doors of the configuration ask of the companies served. */
export interface ConfiguredCompanies {
  /** @throws when the company is not served */
  of(companyId: string): { pipedrive: CatalogueReader; company(): Company };
  /** Lets this node work with what was saved; the others hear of it by the revision. */
  reloadSettings(companyId: string): Promise<void>;
}

/** Where settings come from: the page, or SETTINGS_FILE, which rules over everything saved. */
export type SettingsSource = 'page' | 'file';

/** The settings in force, with the revision a save has to name; 0 as long as none was saved. */
export async function settingsInForce(
  store: Store,
  served: Company,
  source: SettingsSource,
  reader: Language,
): Promise<{ revision: number; settings: Settings }> {
  const saved = source === 'page' ? await readSettings(store, served.id) : undefined;
  if (!saved) return { revision: 0, settings: served.settings };
  const parsed = parseSettings(saved.settings, reader);
  // Another release may have saved what this one cannot read; the node then works with what it could.
  return { revision: saved.revision, settings: 'settings' in parsed ? parsed.settings : served.settings };
}

/** What settings are held against now; a CRM that does not answer leaves what was known last. */
export async function groundOf(
  { pipedrive, company }: ReturnType<ConfiguredCompanies['of']>,
  now: Date,
): Promise<SettingsGround> {
  const live = await readLiveCatalogue(pipedrive).catch(() => null);
  return { served: company(), live, now };
}

/** What can be chosen from: of the moment, else what was known last. */
export function catalogueOf({ live, served }: SettingsGround): LiveCatalogue {
  return live ?? { ...served, activityTypes: [] };
}

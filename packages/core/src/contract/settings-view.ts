import * as z from 'zod';
import type { SettingsChange } from '../model/settings-change.ts';
import type { Settings } from '../settings.ts';

/** What a company configures, complete: every key that has a default is there. */
export type SettingsValues = Settings;

/** Something wrong with the settings, said beside the field it is about, in the reader's words. */
export interface SettingsProblem {
  /** Where in the settings, e.g. "targets.0.stage". */
  path: string;
  title: string;
  /** What it leads to, and how to put it right. */
  detail: string;
  /** The nearest name that exists, for "did you mean". */
  nearest: string | null;
  /** An error cannot be saved; a warning can. */
  severity: 'error' | 'warning';
  /** A name that does not exist yet and that provisioning would create: may be saved with `allowMissing`. */
  creatable?: boolean;
}

/** What can be chosen from, as Pipedrive has it now. */
export interface CatalogueView {
  pipelines: { id: number; name: string; stages: { id: number; name: string }[] }[];
  staff: { id: number; name: string; email: string; active: boolean }[];
  /** `type` as Pipedrive calls it ("varchar", "enum"). */
  personFields: { name: string; type: string }[];
  dealFields: { name: string; type: string }[];
  activityTypes: { key: string; name: string }[];
  /** Absent where Pipedrive's roles could not be read. */
  roles?: { id: number; name: string }[];
}

/** How a company is joined to Slack. */
export interface SlackSettingsView {
  /** Name of the workspace; null as long as none is connected. */
  workspace: string | null;
  /** Id of the channel in force: of the settings, else of the configuration. */
  channel: string | null;
  /** Where an administrator connects a workspace; null where companies do not install it themselves. */
  connectUrl: string | null;
  /** Why it does not work at the moment, and what to do, in the reader's words. */
  problem: string | null;
}

/** How a company is joined to Help Scout. */
export interface HelpscoutSettingsView {
  /** As Help Scout has them; null as long as they could not be read. */
  inboxes: { name: string }[] | null;
  /** Why it does not work at the moment, and what to do, in the reader's words. */
  problem: string | null;
}

/** `GET /api/settings`. */
export interface SettingsView {
  companyId: string;
  /** To be sent back when saving: who saves an older one is told. */
  revision: number;
  /** `file`: SETTINGS_FILE rules, and the page only shows. */
  source: 'page' | 'file';
  mayEdit: boolean;
  settings: SettingsValues;
  catalogue: CatalogueView;
  problems: SettingsProblem[];
  /** Null where Slack is not configured: the page says nothing of it. */
  slack: SlackSettingsView | null;
  /** Null where Help Scout is not configured: the page says nothing of it. */
  helpscout: HelpscoutSettingsView | null;
}

/** Body of `PUT /api/settings`; `settings` is read by the schema of the settings, which names each wrong path. */
export const SaveSettings = z.object({
  revision: z.int().min(0),
  settings: z.record(z.string(), z.unknown()),
  /** Also names that do not exist in the CRM yet: they are going to be created from here. */
  allowMissing: z.boolean().default(false),
});
export type SaveSettings = z.input<typeof SaveSettings>;

/** Answer of `PUT /api/settings`: what is in force now; the problems are warnings. */
export interface SavedSettings {
  revision: number;
  settings: SettingsValues;
  problems: SettingsProblem[];
}

/** Members of the 409 problem document: somebody else saved meanwhile. */
export interface SettingsConflict {
  revision: number;
  /** ISO 8601, UTC. */
  changedAt: string;
  changedBy: string;
}

/** `GET /api/settings/history`, newest first. */
export interface SettingsHistory {
  items: { revision: number; changedAt: string; changedBy: string; changes: SettingsChange[] }[];
  nextCursor: string | null;
}

/** Body of `POST /api/settings/import`: YAML or JSON as in SETTINGS_FILE. */
export const ImportSettings = z.object({ text: z.string().max(500_000) });
export type ImportSettings = z.infer<typeof ImportSettings>;

/** Answer of the import: what the text says, not saved. */
export interface ImportedSettings {
  settings: SettingsValues;
  problems: SettingsProblem[];
}

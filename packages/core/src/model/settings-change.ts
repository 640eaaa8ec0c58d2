/** One difference between two settings; the side that has no value there is null. */
export interface SettingsChange {
  /** Where in the settings, e.g. "targets.0.stage". */
  path: string;
  before: unknown;
  after: unknown;
}

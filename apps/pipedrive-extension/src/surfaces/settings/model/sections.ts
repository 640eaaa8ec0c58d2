import type { SettingsView } from '#core/contract/settings-view.ts';
import { changedPaths, normalPath, type SettingsDocument } from './document.ts';

/** The sections in the order of the navigation, each with the keys of the settings that it edits. */
const keysBySection = {
  general: ['locale', 'timeZone', 'workingDays', 'holidays', 'keeping'],
  people: ['robotOwners', 'deciders', 'owners', 'updateOrganizationOwner', 'fourEyes'],
  pipelines: ['pipelines', 'stages', 'targets'],
  decisions: ['undoSeconds', 'refusalReasons', 'autoAccept', 'duplicateDeal', 'priority'],
  evidence: ['evidence'],
  fields: ['fields', 'requestFilter', 'activationUrl'],
  form: ['publicForm'],
  conversion: ['conversion'],
  followUps: ['followUps'],
  mails: ['templates'],
  slack: ['slack'],
  helpscout: ['helpscout', 'savedReplies'],
  other: ['promises'],
  history: [],
  transfer: [],
  installation: [],
} as const satisfies Record<string, readonly string[]>;

export type Section = keyof typeof keysBySection;

export const sections = Object.keys(keysBySection) as Section[];

/** The sections that the page shows: those of Slack and Help Scout only where they are configured. */
export function shownSections(view: Pick<SettingsView, 'slack' | 'helpscout'>): Section[] {
  return sections.filter(
    (section) => !(section === 'slack' || section === 'helpscout') || view[section] !== null,
  );
}

/** The section in which a path is edited; what no section knows is shown under "other". */
export function sectionOf(path: string): Section {
  const [key = ''] = normalPath(path).split('.');
  const found = sections.find((section) => (keysBySection[section] as readonly string[]).includes(key));
  return found ?? 'other';
}

/** The sections with unsaved changes. */
export function changedSections(saved: SettingsDocument, draft: SettingsDocument): Set<Section> {
  return new Set(changedPaths(saved, draft).map(sectionOf));
}

/** What the address after `#` says: a section, and perhaps the field in it that is meant. */
export interface Place {
  section: Section;
  path: string | null;
}

/** Reads `#people` or `#pipelines/targets.0.stage`; what is not shown is the section to begin with. */
export function readPlace(
  hash: string,
  { first = 'general', shown = sections }: { first?: Section; shown?: readonly Section[] } = {},
): Place {
  const [name = '', path = ''] = hash.replace(/^#/, '').split('/');
  const section = shown.find((one) => one === name);
  return { section: section ?? first, path: section && path ? path : null };
}

/** The address of a section, or of one field in it. */
export function hashOf(section: Section, path?: string): string {
  return path ? `#${section}/${normalPath(path)}` : `#${section}`;
}

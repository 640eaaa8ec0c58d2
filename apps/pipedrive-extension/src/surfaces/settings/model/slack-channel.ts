import type { SlackSettingsView } from '#core/contract/settings-view.ts';
import { readAt, type SettingsDocument } from './document.ts';

/** Where requests are announced when the settings name no channel; null: nowhere, or only saving would tell. */
export function fallbackChannel(
  { channel }: Pick<SlackSettingsView, 'channel'>,
  saved: SettingsDocument,
): string | null {
  return readAt(saved, 'slack.channel') === undefined ? channel : null;
}

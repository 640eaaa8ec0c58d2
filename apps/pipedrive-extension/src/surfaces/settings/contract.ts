// The service's answers as this page reads them: settings are plain JSON here, so that keys it does not know are kept.
import type { ImportedSettings, SavedSettings, SettingsView } from '#core/contract/settings-view.ts';
import type { TemplateView } from '#core/contract/templates-view.ts';
import type { SettingsDocument } from './model/document.ts';

/** `GET /api/settings`. */
export type SettingsAnswer = Omit<SettingsView, 'settings'> & { settings: SettingsDocument };

/** `PUT /api/settings`. */
export type SavedAnswer = Omit<SavedSettings, 'settings'> & { settings: SettingsDocument };

/** `POST /api/settings/import`: read, nothing saved. */
export type ImportAnswer = Omit<ImportedSettings, 'settings'> & { settings: SettingsDocument };

export type MailTexts = Pick<TemplateView, 'subject' | 'text' | 'html'>;

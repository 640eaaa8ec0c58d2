import type { DoctorView } from '#core/contract/doctor-view.ts';
import type { ProvisionView } from '#core/contract/provision-view.ts';
import type { SettingsHistory } from '#core/contract/settings-view.ts';
import type { PreviewDeals, TemplatePreview, TemplateView } from '#core/contract/templates-view.ts';
import type { Api } from '../../api.ts';
import type { Answer, Reply } from '../../service/answer.ts';
import type { Call } from '../../service/transport.ts';
import type { MailTexts, SettingsAnswer } from './contract.ts';
import type { SettingsDocument } from './model/document.ts';

/** Creating what is missing takes Pipedrive some seconds, and more when it slows us down. */
const [provisionMs, doctorMs] = [120_000, 60_000];

/** The text of one mail that is to be rendered. */
export interface TemplateDraft extends MailTexts {
  key: string;
  language: 'fr' | 'en';
  /** Whose values fill it in; null: the examples do. */
  dealId: number | null;
}

/** The calls that only the settings page makes. None throws. */
export interface SettingsApi {
  settings(signal?: AbortSignal): Promise<Answer<SettingsAnswer>>;
  /** The body of a 409 or a 422 tells more than its title: see `read-save.ts`. */
  save(revision: number, settings: SettingsDocument, allowMissing: boolean): Promise<Reply>;
  history(cursor: string | null, signal?: AbortSignal): Promise<Answer<SettingsHistory>>;
  /** The settings as the text of a SETTINGS_FILE. */
  exported(): Promise<Answer<string>>;
  /** An ImportAnswer, or a 422 with the same problems as a save. */
  imported(text: string): Promise<Reply>;
  templates(signal?: AbortSignal): Promise<Answer<{ items: TemplateView[] }>>;
  /** Deals that can fill a preview in. */
  previewDeals(search: string, signal?: AbortSignal): Promise<Answer<PreviewDeals>>;
  preview(draft: TemplateDraft, signal?: AbortSignal): Promise<Answer<TemplatePreview>>;
  plan(signal?: AbortSignal): Promise<Answer<ProvisionView>>;
  provision(): Promise<Answer<ProvisionView>>;
  doctor(signal?: AbortSignal): Promise<Answer<DoctorView>>;
}

export function createSettingsApi({ ask, reply }: Pick<Api, 'ask' | 'reply'>): SettingsApi {
  return {
    settings: (signal) => ask(cancellable({ path: '/api/settings' }, signal)),
    save: (revision, settings, allowMissing) =>
      reply({ path: '/api/settings', method: 'PUT', body: { revision, settings, allowMissing } }),
    history: (cursor, signal) => ask(cancellable({ path: historyPath(cursor) }, signal)),
    exported: () => ask({ path: '/api/settings/export', reads: 'text' }),
    imported: (text) => reply({ path: '/api/settings/import', body: { text } }),
    templates: (signal) => ask(cancellable({ path: '/api/templates' }, signal)),
    previewDeals: (search, signal) =>
      ask(cancellable({ path: `/api/templates/deals?q=${encodeURIComponent(search)}` }, signal)),
    preview: (draft, signal) => ask(cancellable({ path: '/api/templates/preview', body: draft }, signal)),
    plan: (signal) => ask(cancellable({ path: '/api/provision', timeoutMs: doctorMs }, signal)),
    provision: () => ask({ path: '/api/provision', body: {}, timeoutMs: provisionMs }),
    doctor: (signal) => ask(cancellable({ path: '/api/doctor', timeoutMs: doctorMs }, signal)),
  };
}

function historyPath(cursor: string | null): string {
  return cursor === null
    ? '/api/settings/history'
    : `/api/settings/history?cursor=${encodeURIComponent(cursor)}`;
}

function cancellable(call: Call, signal: AbortSignal | undefined): Call {
  return signal ? { ...call, signal } : call;
}

import * as z from 'zod';
import { Language } from '../model/localized.ts';
import type { SettingsProblem } from './settings-view.ts';

/** A mail text in one language, as the settings page edits it. */
export interface TemplateView {
  /** The mail, e.g. "welcome", "refusal-individual". */
  key: string;
  /** What the mail is for, in the reader's words. */
  label: string;
  /** What it belongs to: an account request, a followed client, the follow-ups, or the team itself. */
  group: 'request' | 'client' | 'follow-up' | 'team';
  /** Whether a rule of follow-ups may send it. */
  isForFollowUps: boolean;
  language: 'fr' | 'en';
  subject: string;
  text: string;
  /** Empty: a plain one is made of the text. */
  html: string;
  /** The house's text; false when the company wrote its own. */
  isDefault: boolean;
  /** What the text may use as `{{ name }}`. */
  variables: { name: string; description: string; example: string }[];
  /** The house's text beside a company's own. */
  original?: { subject: string; text: string; html: string };
}

/** `GET /api/templates`. */
export interface TemplatesView {
  items: TemplateView[];
}

/** `GET /api/templates/deals?q=`: deals that can fill a preview in, the last changed first. */
export interface PreviewDeals {
  items: { dealId: number; title: string }[];
}

/** Body of `POST /api/templates/preview`: a text as it is being written. */
export const PreviewTemplate = z.object({
  key: z.string().min(1).max(200),
  language: Language,
  subject: z.string().max(1000),
  text: z.string().max(50_000),
  html: z.string().max(200_000),
  /** The deal whose values fill it in; left out: the example. */
  dealId: z.int().positive().nullish(),
});
export type PreviewTemplate = z.infer<typeof PreviewTemplate>;

/** Answer of the preview: the mail with its example or the values of the deal, or what is wrong with it, in the reader's words. */
export interface TemplatePreview {
  subject: string;
  text: string;
  html: string;
  problems: Pick<SettingsProblem, 'path' | 'title' | 'detail' | 'nearest'>[];
}

import express, { type Router } from 'express';
import * as z from 'zod';
import { plainText } from '#core/contract/command-fields.ts';
import {
  type PreviewDeals,
  PreviewTemplate,
  type TemplatePreview,
  type TemplatesView,
} from '#core/contract/templates-view.ts';
import type { Language } from '#core/model/localized.ts';
import { listMailTexts } from '../mail-texts/list-mail-texts.ts';
import { mailTextKind } from '../mail-texts/mail-text-kinds.ts';
import { type DealValues, previewMailText } from '../mail-texts/preview-mail-text.ts';
import type { CallerOf, ConfiguringCaller } from './configuring-caller.ts';
import { parseBody } from './parse-body.ts';
import { malformed } from './problems.ts';

/** The deals with which previews can be filled in; each caller's are those that they may see. */
export interface PreviewedDeals {
  list(caller: ConfiguringCaller, search: string): Promise<PreviewDeals['items']>;
  /** Undefined when there is no such deal. */
  valuesOf(caller: ConfiguringCaller, dealId: number, language: Language): Promise<DealValues | undefined>;
}

const DealsQuery = z.object({ q: plainText.max(200).default('') });

/**
 * `/api/templates`: the mail texts as they are, and a draft filled in with the example or with a deal. Nothing is saved
 * here.
 */
export function templatesApi({ callerOf, deals }: { callerOf: CallerOf; deals: PreviewedDeals }): Router {
  const router = express.Router();
  router.get('/', (request, response) => {
    const { company, language } = callerOf(request);
    const answer: TemplatesView = { items: listMailTexts(company.settings, language) };
    response.json(answer);
  });
  router.get('/deals', async (request, response) => {
    const { q } = parseBody(DealsQuery, request.query);
    const answer: PreviewDeals = { items: await deals.list(callerOf(request), q) };
    response.json(answer);
  });
  router.post('/preview', async (request, response) => {
    const caller = callerOf(request);
    const { company, language: reader } = caller;
    const { key, language, dealId, ...draft } = parseBody(PreviewTemplate, request.body);
    const kind = mailTextKind(company.settings, key);
    if (!kind) throw malformed(['key']);
    const { timeZone } = company.settings;
    // A deal that went meanwhile is no reason to show nothing.
    const ofDeal = dealId ? await deals.valuesOf(caller, dealId, language) : undefined;
    const answer: TemplatePreview = previewMailText(draft, { kind, language, timeZone, reader }, ofDeal);
    response.json(answer);
  });
  return router;
}

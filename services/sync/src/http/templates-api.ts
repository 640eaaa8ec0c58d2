import express, { type Router } from 'express';
import { PreviewTemplate, type TemplatePreview, type TemplatesView } from '#core/contract/templates-view.ts';
import { listMailTexts } from '../mail-texts/list-mail-texts.ts';
import { mailTextKind } from '../mail-texts/mail-text-kinds.ts';
import { previewMailText } from '../mail-texts/preview-mail-text.ts';
import type { CallerOf } from './configuring-caller.ts';
import { parseBody } from './parse-body.ts';
import { malformed } from './problems.ts';

/** `/api/templates`: the mail texts as they are, and a draft filled in with the example. Nothing is saved here. */
export function templatesApi({ callerOf }: { callerOf: CallerOf }): Router {
  const router = express.Router();
  router.get('/', (request, response) => {
    const { company, language } = callerOf(request);
    const answer: TemplatesView = { items: listMailTexts(company.settings, language) };
    response.json(answer);
  });
  router.post('/preview', (request, response) => {
    const { company, language: reader } = callerOf(request);
    const { key, language, ...draft } = parseBody(PreviewTemplate, request.body);
    const kind = mailTextKind(company.settings, key);
    if (!kind) throw malformed(['key']);
    const { timeZone } = company.settings;
    const answer: TemplatePreview = previewMailText(draft, { kind, language, timeZone, reader });
    response.json(answer);
  });
  return router;
}

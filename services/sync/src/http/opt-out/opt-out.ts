import express, { type Request, type Response, type Router } from 'express';
import type { Company } from '#core/company.ts';
import { Language } from '#core/model/localized.ts';
import type { Log } from '../../log.ts';
import type { Seal } from '../../sealed.ts';
import { languageOf } from '../problems.ts';
import { html } from '../request-form/html.ts';
import { languageLink, messagePage, page } from '../request-form/layout.ts';
import { pagePolicy } from '../request-form/style.ts';
import { optOutTexts } from './texts.ts';
import { type OptOut, optOutOf } from './token.ts';

/** What the opt-out page needs. */
export interface OptOutDoor {
  seal: Pick<Seal, 'open'>;
  /** Undefined: none of ours any more. */
  companyOf(companyId: string): Company | undefined;
  /** Keeps it, and tells whoever follows this client; the same again changes nothing. */
  optOut(whom: OptOut): Promise<void>;
  log: Log;
}

/**
 * `/opt-out/{token}`, to be mounted at `/opt-out`: a page with a button, because programs that look through mails follow
 * every link. A POST does it, of the button or of a mail program in one click (RFC 8058): it needs no session, and
 * answers without a redirection. Tokens are in addresses, so nothing here is logged with its path.
 */
export function optOutDoor(door: OptOutDoor): Router {
  const router = express.Router();
  router.use((_request, response, next) => {
    response.set({
      'content-security-policy': pagePolicy,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow',
    });
    next();
  });
  router.get('/:token', (request, response) => showQuestion(door, request, response));
  router.post('/:token', (request, response) => takeWord(door, request, response));
  router.use((request, response) => sendNotFound(request, response));
  return router;
}

function showQuestion(door: OptOutDoor, request: Request, response: Response): void {
  const found = whomOf(door, request);
  if (!found) {
    sendNotFound(request, response);
    return;
  }
  const { whom, language } = found;
  const t = optOutTexts[language];
  const content = html`<div class="card">
<h1>${t.title}</h1>
<p>${t.question} <strong>${masked(whom.email)}</strong></p>
<p class="soft">${t.still}</p>
<form method="post" action="?lang=${language}"><button>${t.confirm}</button></form>
</div>`;
  const path = `/opt-out/${request.params.token}`;
  const frame = { language, title: t.title, languageSwitch: languageLink(language, path, {}) };
  response.type('html').send(page(frame, content));
}

async function takeWord(door: OptOutDoor, request: Request, response: Response): Promise<void> {
  const found = whomOf(door, request);
  if (!found) {
    sendNotFound(request, response);
    return;
  }
  const { whom, language } = found;
  const t = optOutTexts[language];
  try {
    await door.optOut(whom);
  } catch (error) {
    door.log.error({ error }, 'an opt-out could not be kept; its reader was asked to try again');
    response
      .status(503)
      .set('retry-after', '60')
      .type('html')
      .send(messagePage(language, t.brokenTitle, t.broken));
    return;
  }
  response.type('html').send(messagePage(language, t.doneTitle, `${t.done} ${masked(whom.email)}`));
}

function whomOf({ seal, companyOf }: OptOutDoor, request: Request) {
  const whom = optOutOf(seal, String(request.params.token));
  const company = whom && companyOf(whom.companyId);
  if (!whom || !company) return undefined;
  return { whom, language: askedLanguage(request) ?? languageOf(request, company.settings.locale) };
}

/** Enough for its owner to know it again; a mail may have been passed on. */
function masked(email: string): string {
  return `${email.slice(0, 1)}…${email.slice(email.lastIndexOf('@'))}`;
}

function askedLanguage({ query }: Request): Language | undefined {
  return Language.safeParse(query.lang).data;
}

function sendNotFound(request: Request, response: Response): void {
  const language = askedLanguage(request) ?? languageOf(request);
  const t = optOutTexts[language];
  response
    .status(404)
    .type('html')
    .send(messagePage(language, t.notFoundTitle, t.notFound));
}

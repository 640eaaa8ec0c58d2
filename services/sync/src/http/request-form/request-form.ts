import express, { type ErrorRequestHandler, type Request, type Response, type Router } from 'express';
import type { Kysely } from 'kysely';
import type { Company } from '#core/company.ts';
import { Language } from '#core/model/localized.ts';
import type { Receive } from '../../deliveries/receive.ts';
import type { Log } from '../../log.ts';
import type { Schema } from '../../store/schema.ts';
import { languageOf } from '../problems.ts';
import { requestIdOf } from '../request-id.ts';
import { readForm, textOf, typedIn } from './form-input.ts';
import { type FormView, formPage } from './form-page.ts';
import { readInvitation } from './invitation.ts';
import { messagePage } from './layout.ts';
import { recordForm, type SentForm } from './record-form.ts';
import { readRequestStatus, type ServedCompanies } from './request-status.ts';
import { requesterPage } from './requester-page.ts';
import { digestOf, newSecret, secretOf } from './secret.ts';
import { pagePolicy } from './style.ts';
import { formTexts, waitText } from './texts.ts';

/** What the public form needs; companies whose setting `publicForm.enabled` is on have one. Client addresses are Express’s `request.ip`: behind a proxy, set `trust proxy`. */
export interface RequestFormOptions extends ServedCompanies {
  db: Kysely<Schema>;
  receive: Receive;
  log: Log;
}

const bodyLimit = '100kb';
const statusOfStoreAway = 503;

/**
 * `/request` of interfaces.md section 3, to be mounted there: the form, what is sent with it, and the requester's page
 * `/request/{secret}`. Secrets of pages are in their addresses, so nothing here is logged with its path.
 */
export function requestForm(options: RequestFormOptions): Router {
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
  router.get('/', (request, response) => showForm(options, request, response));
  router.post('/', express.urlencoded({ extended: false, limit: bodyLimit }), (request, response) =>
    takeForm(options, request, response),
  );
  router.get('/:secret', (request, response) => showStatus(options, request, response));
  router.use((request, response) => sendNotFound(request, response));
  router.use(answerFailures(options.log));
  return router;
}

async function showForm(options: RequestFormOptions, request: Request, response: Response): Promise<void> {
  const asked = request.query as Record<string, unknown>;
  const company = formCompany(options, textOf(asked.company));
  if (!company) return sendNotFound(request, response);
  const view = { ...viewOf(company, request, asked), isSent: false };
  const { invitationCode: given, secret } = view;
  const invitation = await readInvitation(options, company, { given, secret });
  const typed = invitation ? typedIn({ name: invitation.name, email: invitation.email }) : view.typed;
  response.type('html').send(formPage({ ...view, typed, invitationCode: invitation?.code ?? '' }));
}

async function takeForm(options: RequestFormOptions, request: Request, response: Response): Promise<void> {
  const body = (request.body ?? {}) as Record<string, unknown>;
  const company = formCompany(options, textOf(body.company));
  if (!company) return sendNotFound(request, response);
  const view: FormView = { ...viewOf(company, request, body), typed: typedIn(body) };
  const show = (status: number, changes: Partial<FormView>) => {
    response
      .status(status)
      .type('html')
      .send(formPage({ ...view, ...changes }));
  };
  const other = askedLanguage(body.switch);
  if (other) return show(200, { language: other });
  if (textOf(body.website) !== '') return show(422, { problems: { website: 'not-empty' } });
  const read = readForm(view.typed);
  if (!read.ok) return show(422, { problems: read.problems });
  const { language, secret, sourceCode, invitationCode: given } = view;
  const invitation = await readInvitation(options, company, { given, secret });
  const told = { language, sourceCode, secret, invitation };
  const sent = { company, form: read.form, ...told, clientAddress: request.ip };
  const delay = await recorded(options, { ...sent, requestId: requestIdOf(request) });
  if (delay === null) return response.redirect(303, addressOf(secret, language, request));
  response.set('retry-after', String(delay.seconds));
  show(delay.status, { notice: delay.notice });
}

/** Records a form; null when that is done, else why it has to be sent again later. */
async function recorded({ db, receive, log }: RequestFormOptions, sent: SentForm) {
  const t = formTexts[sent.language];
  try {
    const seconds = await recordForm(db, receive, sent);
    if (seconds === 0) return null;
    const message = `${t.tooMany}${waitText(seconds, sent.language)}.`;
    return { status: 429, seconds, notice: { title: t.tooManyTitle, message } };
  } catch (error) {
    log.error({ error }, 'a public form could not be recorded; its sender was asked to send it again');
    return { status: statusOfStoreAway, seconds: 60, notice: { title: t.awayTitle, message: t.away } };
  }
}

async function showStatus(options: RequestFormOptions, request: Request, response: Response): Promise<void> {
  const secret = secretOf(textOf(request.params.secret));
  const status =
    secret === undefined ? undefined : await readRequestStatus(options.db, options, digestOf(secret));
  if (!status || secret === undefined) return sendNotFound(request, response);
  const language = askedLanguage(request.query.lang) ?? languageOf(request, status.company.settings.locale);
  response.type('html').send(requesterPage(status, language, `/request/${secret}`));
}

/** What a form begins with; `given` is the query of its link, or what was sent. */
function viewOf(company: Company, request: Request, given: Record<string, unknown>): FormView {
  const { locale, publicForm } = company.settings;
  return {
    language: askedLanguage(given.lang) ?? languageOf(request, locale),
    publicForm,
    secret: secretOf(textOf(given.form)) ?? newSecret(),
    sourceCode: /^[\w-]{1,50}$/.exec(textOf(given.s))?.[0] ?? '',
    invitationCode: secretOf(textOf(given.c)) ?? '',
    companyCode: company.id,
    typed: typedIn({}),
    problems: {},
    notice: null,
    isSent: true,
  };
}

/** The company whose form is meant: named by its id, or the only one that has a form. */
function formCompany({ companyIds, companyOf }: RequestFormOptions, code: string): Company | undefined {
  const open = companyIds()
    .map(companyOf)
    .filter(({ settings }) => settings.publicForm.enabled);
  if (code !== '') return open.find(({ id }) => id === code);
  return open.length === 1 ? open[0] : undefined;
}

function addressOf(secret: string, language: Language, request: Request): string {
  return `/request/${secret}${language === languageOf(request) ? '' : `?lang=${language}`}`;
}

function askedLanguage(given: unknown): Language | undefined {
  return Language.safeParse(given).data;
}

function sendNotFound(request: Request, response: Response): void {
  const language = askedLanguage(request.query.lang) ?? languageOf(request);
  const t = formTexts[language];
  response
    .status(404)
    .type('html')
    .send(messagePage(language, t.notFoundTitle, t.notFound));
}

/** The public gets a page, not a problem document; the log gets no address, because it may bear a secret. */
function answerFailures(log: Log): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const language = languageOf(request);
    const t = formTexts[language];
    const status = (error as { status?: unknown } | null)?.status;
    const isSenders = typeof status === 'number' && status >= 400 && status < 500;
    if (!isSenders) log.error({ error }, 'a public page could not be shown');
    response
      .status(isSenders ? status : statusOfStoreAway)
      .type('html')
      .send(messagePage(language, t.brokenTitle, isSenders ? t.unreadable : t.broken));
  };
}

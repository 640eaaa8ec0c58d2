import { type Request, type RequestHandler, type Response, Router } from 'express';
import { accountState } from '../accounts/account.ts';
import { signToken, type TokenSecrets } from '../signed-token.ts';
import { accountsPage, activationPage } from './accounts-pages.ts';
import { callsPage } from './calls-page.ts';
import { dealPage } from './deal-page.ts';
import { exampleForm, formPage } from './form-page.ts';
import { html } from './html.ts';
import { page } from './layout.ts';
import { dealsPage, personsPage } from './lists-pages.ts';
import { mailboxPage, mailPage } from './mailbox-pages.ts';
import { type PageContext, readPageContext } from './page-context.ts';
import type { SandboxParts } from './parts.ts';
import { personPage } from './person-page.ts';
import { requestsPage } from './requests-page.ts';
import { startPage } from './start-page.ts';
import type { HostFacts } from './surface-frame.ts';

type Find = (req: Request, context: PageContext) => string | undefined | Promise<string | undefined>;

/** Everything there is to look at; what changes something is in act-routes.ts. */
export function createPageRouter(parts: SandboxParts, secrets: TokenSecrets): Router {
  const router = Router();
  const show = (path: string, find: Find): void => {
    router.get(path, async (req, res) => {
      const context = readPageContext(req, res, parts.pipedrive().users);
      sendPage(res, parts, context, await find(req, context));
    });
  };
  show('/', (_req, context) => startPage(context, parts));
  show('/form', (req, context) =>
    formPage(context, req.query.example ? exampleForm(context, parts.pipedrive().persons.length + 1) : {}),
  );
  show('/calls', (_req, context) => callsPage(context, parts));
  addPipedrivePages(show, parts, secrets);
  show('/mailbox', (req, context) => mailboxPage(context, parts.mailbox, req.query.page));
  show('/mailbox/:n', (req, context) => {
    const mail = parts.mailbox.find(Number(req.params.n));
    return mail && mailPage(context, mail);
  });
  router.get('/mailbox/:n/html', mailHtml(parts));
  show('/accounts', (req, context) => accountsPage(context, parts.directory, req.query.page));
  show('/activate/:token', (req, context) => {
    const account = parts.directory.findByActivationToken(String(req.params.token));
    return account && activationPage(context, account, accountState(account, parts.directory.now()));
  });
  return router;
}

type Show = (path: string, find: Find) => void;

function addPipedrivePages(show: Show, parts: SandboxParts, secrets: TokenSecrets): void {
  const memory = parts.pipedrive;
  const facts = async (context: PageContext): Promise<HostFacts> => ({
    serviceUrl: parts.serviceUrl(),
    companyId: secrets.companyId,
    token: await signToken(secrets, context.staff.id),
  });
  show('/pipedrive/deals', (req, context) => dealsPage(context, memory(), req.query.page));
  show('/pipedrive/persons', (req, context) => personsPage(context, memory(), req.query.page));
  show('/pipedrive/requests', async (_req, context) => requestsPage(context, await facts(context)));
  show('/pipedrive/deal/:id', async (req, context) => {
    const deal = memory().deals.find((candidate) => candidate.id === Number(req.params.id));
    return deal && dealPage(context, memory(), deal, await facts(context));
  });
  show('/pipedrive/person/:id', async (req, context) => {
    const person = memory().persons.find((candidate) => candidate.id === Number(req.params.id));
    return person && personPage(context, memory(), person, await facts(context));
  });
}

/** Sends a page, or says that there is nothing here. Only the service may be framed; nothing inline runs. */
export function sendPage(
  res: Response,
  parts: SandboxParts,
  context: PageContext,
  content: string | undefined,
  status = 200,
): void {
  res.set(
    'Content-Security-Policy',
    `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; ` +
      `frame-src 'self' ${new URL(parts.serviceUrl()).origin}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  );
  res.set('Cache-Control', 'no-store');
  res.status(content === undefined ? 404 : status);
  res.type('html').send(content ?? missingPage(context));
}

function missingPage(context: PageContext): string {
  const title = context.t('Introuvable', 'Not found');
  return page(
    context,
    { title },
    html`<h1>${title}</h1><p><a href="/">${context.t('Revenir à l’accueil', 'Back to the start')}</a></p>`,
  );
}

const mailSandbox = 'allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation';

/** The HTML of a mail as it came. It may load and run nothing; its links open in place of the whole page. */
function mailHtml(parts: SandboxParts): RequestHandler<{ n: string }> {
  return (req, res) => {
    const mail = parts.mailbox.find(Number(req.params.n));
    res.set(
      'Content-Security-Policy',
      `sandbox ${mailSandbox}; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'`,
    );
    res.status(mail ? 200 : 404).type('html');
    res.send(`<base target="_top">${mail?.html ?? ''}`);
  };
}

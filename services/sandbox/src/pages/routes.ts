import { type Request, type RequestHandler, type Response, Router } from 'express';
import { accountState } from '../accounts/account.ts';
import type { PipedriveMemory } from '../pipedrive/records.ts';
import { visibleTo } from '../pipedrive/visibility.ts';
import { signToken, type TokenSecrets } from '../signed-token.ts';
import { accountsPage, activationPage } from './accounts-pages.ts';
import { callsPage } from './calls-page.ts';
import { consentPage, readAuthorization } from './consent-page.ts';
import { dealPage } from './deal-page.ts';
import { exampleForm, formPage } from './form-page.ts';
import { html } from './html.ts';
import { installUrl } from './install-steps.ts';
import { page } from './layout.ts';
import { dealsPage, organizationsPage, personsPage } from './lists-pages.ts';
import { mailboxPage, mailPage } from './mailbox-pages.ts';
import { organizationPage } from './organization-page.ts';
import { type PageContext, readPageContext, switchCompany } from './page-context.ts';
import { memoryOf, type SandboxParts } from './parts.ts';
import { personPage } from './person-page.ts';
import { requestsPage } from './requests-page.ts';
import { settingsPage } from './settings-page.ts';
import { startPage } from './start-page.ts';
import type { HostFacts } from './surface-frame.ts';

type AppSecrets = TokenSecrets & { clientId: string };
type Find = (req: Request, context: PageContext) => string | undefined | Promise<string | undefined>;

/** Everything there is to look at; what changes something is in act-routes.ts. */
export function createPageRouter(parts: SandboxParts, secrets: AppSecrets): Router {
  const router = Router();
  const show = (path: string, find: Find): void => {
    router.get(path, async (req, res) => {
      const context = readPageContext(req, res, parts.companies.all);
      sendPage(res, parts, context, await find(req, context));
    });
  };
  show('/', (_req, context) => startPage(context, parts));
  show('/form', (req, context) =>
    formPage(context, req.query.example ? exampleForm(context, countPersons(parts) + 1) : {}),
  );
  show('/calls', (_req, context) => callsPage(context, parts));
  addPipedrivePages(show, parts, secrets);
  addAppPages(router, show, parts, secrets);
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

/** The public form belongs to the first company, whatever company is shown. */
function countPersons({ companies }: SandboxParts): number {
  return companies.all[0].memory.persons.length;
}

async function hostFacts(
  context: PageContext,
  parts: SandboxParts,
  secrets: TokenSecrets,
): Promise<HostFacts> {
  const companyId = context.company.id;
  const token = await signToken({ ...secrets, companyId }, context.staff.id);
  return { serviceUrl: parts.serviceUrl(), companyId, token };
}

function addPipedrivePages(show: Show, parts: SandboxParts, secrets: TokenSecrets): void {
  const memory = (context: PageContext) => seenBy(context, memoryOf(parts, context.company.id));
  const facts = (context: PageContext) => hostFacts(context, parts, secrets);
  const lists = { deals: dealsPage, persons: personsPage, organizations: organizationsPage };
  for (const [name, list] of Object.entries(lists)) {
    show(`/pipedrive/${name}`, async (req, context) =>
      list(context, memory(context), { asked: req.query.page, facts: await facts(context) }),
    );
  }
  show('/pipedrive/requests', async (_req, context) => requestsPage(context, await facts(context)));
  show('/pipedrive/deal/:id', async (req, context) => {
    const deal = memory(context).deals.find((candidate) => candidate.id === Number(req.params.id));
    return deal && dealPage(context, memory(context), deal, await facts(context));
  });
  show('/pipedrive/person/:id', async (req, context) => {
    const person = memory(context).persons.find((candidate) => candidate.id === Number(req.params.id));
    return person && personPage(context, memory(context), person, await facts(context));
  });
  show('/pipedrive/organization/:id', async (req, context) => {
    const found = memory(context).organizations.find((candidate) => candidate.id === Number(req.params.id));
    return found && organizationPage(context, memory(context), found, await facts(context));
  });
}

/** The records of a company that the person who looks may see; everything else as it is. */
function seenBy({ staff }: PageContext, memory: PipedriveMemory): PipedriveMemory {
  return {
    ...memory,
    deals: visibleTo(memory, staff.id, memory.deals),
    persons: visibleTo(memory, staff.id, memory.persons),
    organizations: visibleTo(memory, staff.id, memory.organizations),
  };
}

/** The app itself at the vendor's: its settings page, its installation. */
function addAppPages(router: Router, show: Show, parts: SandboxParts, secrets: AppSecrets): void {
  show('/pipedrive/settings', async (_req, context) =>
    settingsPage(context, parts, await hostFacts(context, parts, secrets)),
  );
  router.get('/pipedrive/install', (req, res) => {
    const company = parts.companies.find(Number(req.query.company));
    if (company) switchCompany(res, company.memory.companyId);
    res.redirect(303, installUrl(parts));
  });
  router.get('/oauth/authorize', (req, res) => {
    const asked = readAuthorization(req.query, parts, secrets.clientId);
    if ('error' in asked) return void res.status(400).json(asked);
    const context = readPageContext(req, res, parts.companies.all);
    sendPage(res, parts, context, consentPage(context, parts, asked));
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
      `frame-src 'self' ${new URL(parts.serviceUrl()).origin}; form-action 'self' ${callbackOrigin(parts)}; base-uri 'none'; frame-ancestors 'none'`,
  );
  res.set('Cache-Control', 'no-store');
  res.status(content === undefined ? 404 : status);
  res.type('html').send(content ?? missingPage(context));
}

/** The consent form is answered with a redirect to the app, which browsers count as a target of the form. */
function callbackOrigin({ companies, serviceUrl }: SandboxParts): string {
  return `${new URL(serviceUrl()).origin} ${new URL(companies.oauth.callbackUrl()).origin}`;
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

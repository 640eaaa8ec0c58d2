import { type Request, type RequestHandler, Router } from 'express';
import { accountState } from '../accounts/account.ts';
import type { PipedriveMemory } from '../pipedrive/records.ts';
import { visibleTo } from '../pipedrive/visibility.ts';
import { signToken, type TokenSecrets } from '../signed-token.ts';
import { accountsPage, activationPage } from './accounts-pages.ts';
import { callsPage } from './calls-page.ts';
import { consentPage, readAuthorization } from './consent-page.ts';
import { dealPage } from './deal-page.ts';
import { exampleForm, formPage } from './form-page.ts';
import { pipelinePage, requestsPage } from './full-pages.ts';
import { createHelpscoutActRouter } from './helpscout/act-routes.ts';
import { addHelpscoutPages } from './helpscout/routes.ts';
import { installUrl } from './install-steps.ts';
import { dealsPage, organizationsPage, personsPage } from './lists-pages.ts';
import { mailboxPage, mailPage } from './mailbox-pages.ts';
import { organizationPage } from './organization-page.ts';
import { type PageContext, readPageContext, switchCompany } from './page-context.ts';
import { memoryOf, type SandboxParts } from './parts.ts';
import { personPage } from './person-page.ts';
import { sendPage } from './send-page.ts';
import { settingsPage } from './settings-page.ts';
import { createSlackActRouter } from './slack/act-routes.ts';
import { answerSlackAuthorization, readSlackAuthorization, slackConsentPage } from './slack/consent-page.ts';
import { addSlackPages, slackPersonOf } from './slack/routes.ts';
import { viewerOf } from './slack/viewer.ts';
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
  // As at Pipedrive itself, where others link to records.
  for (const record of ['deal', 'person']) {
    router.get(`/${record}/:id`, (req, res) =>
      res.redirect(302, `/pipedrive/${record}/${Number(req.params.id)}`),
    );
  }
  addPipedrivePages(show, parts, secrets);
  addAppPages(router, show, parts, secrets);
  addSlackPages(show, parts);
  router.use('/slack', createSlackActRouter(parts));
  addSlackConsent(router, parts);
  addHelpscoutPages(show, parts);
  router.use('/helpscout', createHelpscoutActRouter(parts));
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
  show('/pipedrive/pipeline', async (_req, context) => pipelinePage(context, await facts(context)));
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

/** "Add to Slack": the page, and what is answered there. */
function addSlackConsent(router: Router, parts: SandboxParts): void {
  const { slack } = parts;
  const viewer = (req: Request, context: PageContext) => viewerOf(context, slack.memory, slackPersonOf(req));
  router.get('/oauth/v2/authorize', (req, res) => {
    const asked = readSlackAuthorization(req.query, parts, slack.context.app.clientId);
    if ('error' in asked) return void res.status(400).json(asked);
    const context = readPageContext(req, res, parts.companies.all);
    sendPage(res, parts, context, slackConsentPage(viewer(req, context), asked));
  });
  router.post('/oauth/v2/authorize', (req, res) => {
    const asked = readSlackAuthorization(req.body, parts, slack.context.app.clientId);
    if ('error' in asked) return void res.status(400).json(asked);
    const context = readPageContext(req, res, parts.companies.all);
    res.redirect(302, answerSlackAuthorization(parts, viewer(req, context), asked, req.body));
  });
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

import express, { type ErrorRequestHandler, type Express } from 'express';
import { z } from 'zod';
import { createScimRouter } from './accounts/routes.ts';
import { ScimError, scimErrorBody } from './accounts/scim-error.ts';
import { createControlRouter } from './control.ts';
import { createHelpscoutControl } from './helpscout/control-helpscout.ts';
import { mountHelpscout } from './helpscout/mount.ts';
import { misbehave, pipedriveErrorBody } from './misbehaviour-middleware.ts';
import { createTokenRouter } from './oauth/routes.ts';
import { createActRouter } from './pages/act-routes.ts';
import { createAssetsRouter } from './pages/assets.ts';
import { html } from './pages/html.ts';
import { page } from './pages/layout.ts';
import { readPageContext } from './pages/page-context.ts';
import type { SandboxParts } from './pages/parts.ts';
import { createPageRouter } from './pages/routes.ts';
import { sendPage } from './pages/send-page.ts';
import { Refusal } from './pipedrive/refusal.ts';
import { sandboxSecrets } from './secrets.ts';
import { createSlackControl } from './slack/control-slack.ts';
import { mountSlack } from './slack/mount.ts';
import type { SlackStandIn } from './slack/stand-in.ts';

const readJson = express.json({ limit: '5mb', type: ['application/json', 'application/scim+json'] });

/** One HTTP application for everything: the stand-ins' APIs, the pages, the control API. */
export function createApp(parts: SandboxParts, slack: SlackStandIn, reset: () => void): Express {
  const app = express();
  app.disable('x-powered-by');
  const { calls, rules, directory, url, companies } = parts;
  app.use(
    ['/api/v2', '/api/v1', '/v1'],
    calls.middleware('pipedrive'),
    readJson,
    misbehave(rules, 'pipedrive', pipedriveErrorBody),
    unreadablePipedriveBody,
  );
  app.use(companies.router);
  app.use(
    ['/oauth/token', '/oauth/revoke'],
    calls.middleware('pipedrive', withoutSecrets),
    misbehave(rules, 'pipedrive', pipedriveErrorBody),
  );
  app.use('/oauth', createTokenRouter(companies.oauth, sandboxSecrets));
  app.use(
    '/scim/v2',
    calls.middleware('accounts'),
    readJson,
    misbehave(rules, 'accounts', scimError),
    unreadableScimBody,
    createScimRouter({ directory, token: sandboxSecrets.scimToken, url }),
  );
  mountSlack(app, slack, { calls, rules });
  mountHelpscout(app, parts.helpscout, { calls, rules });
  app.use('/assets', createAssetsRouter());
  app.use(readJson, express.urlencoded({ extended: false, limit: '100kb' }));
  app.use('/sandbox/slack', createSlackControl(slack));
  app.use('/sandbox/helpscout', createHelpscoutControl(parts.helpscout));
  app.use('/sandbox', createControlRouter(parts, sandboxSecrets, reset));
  app.use(createPageRouter(parts, sandboxSecrets));
  app.use(createActRouter(parts));
  app.use((req, res) => {
    sendPage(res, parts, readPageContext(req, res, companies.all), undefined);
  });
  app.use(answerPageError(parts));
  return app;
}

/** The call log tells which grant was asked for, never its tokens. */
function withoutSecrets(body: unknown): unknown {
  const parsed = z.object({ grant_type: z.string() }).safeParse(body);
  return parsed.success ? parsed.data : null;
}

/** A body that is not JSON is the caller's fault: said in the vendor's shape. */
const unreadablePipedriveBody: ErrorRequestHandler = (_error, _req, res, _next) => {
  const error = { success: false, error: 'Bad request', error_info: 'The body is not JSON.' };
  res.status(400).json({ ...error, data: null, additional_data: null });
};

const unreadableScimBody: ErrorRequestHandler = (_error, _req, res, _next) => {
  const body = scimErrorBody(400, 'The body is not JSON.', 'invalidSyntax');
  res.status(400).type('application/scim+json').send(JSON.stringify(body));
};

function scimError(status: number): { type: string; body: unknown } {
  const scimType = status === 400 ? 'invalidValue' : undefined;
  const detail = `The sandbox was told to answer ${status}.`;
  return { type: 'application/scim+json', body: scimErrorBody(status, detail, scimType) };
}

/** What goes wrong on a page is told to the person who looks at it. */
function answerPageError(parts: SandboxParts): ErrorRequestHandler {
  return (error, req, res, _next) => {
    const known = error instanceof Refusal || error instanceof ScimError || error?.status < 500;
    if (!known) process.stderr.write(`sandbox: ${error?.stack ?? error}\n`);
    const context = readPageContext(req, res, parts.companies.all);
    const title = context.t('Cela n’a pas marché', 'That did not work');
    const detail = known
      ? String(error.message)
      : context.t('Le bac à sable a échoué.', 'The sandbox failed.');
    const content = page(
      context,
      { title },
      html`<h1>${title}</h1><p class="notice warn">${detail}</p><p><a href="/">${context.t('Accueil', 'Home')}</a></p>`,
    );
    sendPage(res, parts, context, content, known ? (error.status ?? 400) : 500);
  };
}

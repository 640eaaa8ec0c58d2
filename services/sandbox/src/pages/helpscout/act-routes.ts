import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { HelpscoutActError } from '../../helpscout/helpscout-context.ts';
import { html } from '../html.ts';
import { page } from '../layout.ts';
import { keepChoice, readPageContext } from '../page-context.ts';
import type { SandboxParts } from '../parts.ts';
import { sendPage } from '../send-page.ts';
import { type Acting, conversationActs, draftActs, mailArrived, savedReplyActs } from './acts-of-pages.ts';
import { deskOf } from './desk.ts';
import { agentOf } from './routes.ts';

/**
 * What people do on the Help Scout pages, as the agent who is shown; each act leads to where its outcome is seen. Scripts
 * send JSON, are told the place and look there themselves.
 */
export function createHelpscoutActRouter(parts: SandboxParts): Router {
  const router = Router();
  const on = (path: string, act: (acting: Acting, ids: Ids, body: unknown) => string): void => {
    router.post(path, (req, res) => {
      const [context, desk] = deskIn(req, res, parts);
      try {
        const acting = { acts: parts.helpscout.acts, desk };
        const path = act(acting, idsOf(req), req.body);
        if (req.is('json')) res.json({ path });
        else res.redirect(303, path);
      } catch (error) {
        if (!(error instanceof HelpscoutActError || error instanceof z.ZodError)) throw error;
        const title = context.t('Help Scout ne le permet pas', 'Help Scout does not allow it');
        const words = error instanceof z.ZodError ? z.prettifyError(error) : error.message;
        const content = html`<h1>${title}</h1><p class="notice warn">${words}</p>`;
        sendPage(res, parts, context, page(context, { title, section: 'helpscout' }, content), 400);
      }
    });
  };
  router.post('/acts/agent', (req, res) => {
    const { agent, back } = agentChoice.parse(req.body);
    keepChoice(res, 'sandbox_helpscout_agent', agent);
    res.redirect(303, back);
  });
  on('/acts/new-mail', (acting, _ids, body) => mailArrived(acting, body));
  for (const [name, act] of Object.entries(conversationActs)) on(`/conversation/:id/${name}`, act);
  for (const [name, act] of Object.entries(draftActs)) on(`/conversation/:id/draft/:thread/${name}`, act);
  for (const [name, act] of Object.entries(savedReplyActs)) on(`/saved-reply/:id/${name}`, act);
  router.get('/attachment/:id', (req, res) => sendAttachment(parts, Number(req.params.id), res));
  return router;
}

type Ids = { id: number; thread: number };

const agentChoice = z.object({ agent: z.string(), back: z.string().regex(/^\/helpscout/) });

function idsOf({ params }: Request): Ids {
  return { id: Number(params.id), thread: Number(params.thread) };
}

function deskIn(req: Request, res: Response, parts: SandboxParts) {
  const context = readPageContext(req, res, parts.companies.all);
  return [context, deskOf(context, parts.helpscout.memory, agentOf(req))] as const;
}

/** A file that somebody sent: kept, never shown as a page of ours. */
function sendAttachment({ helpscout }: SandboxParts, id: number, res: Response): void {
  const file = helpscout.memory.threads
    .flatMap(({ attachments }) => attachments)
    .find((candidate) => candidate.id === id);
  if (!file) return void res.status(404).type('text/plain').send('Not found');
  res.attachment(file.filename).set('Content-Security-Policy', 'sandbox');
  res.type('application/octet-stream').send(Buffer.from(file.data, 'base64'));
}

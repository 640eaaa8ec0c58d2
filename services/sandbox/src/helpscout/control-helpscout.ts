import { type ErrorRequestHandler, Router } from 'express';
import { z } from 'zod';
import { addActs } from './control-acts.ts';
import { HelpscoutActError } from './helpscout-context.ts';
import { openConversation, threadsOf } from './lookup.ts';
import { limits, settings, webhookSettings } from './records.ts';
import type { HelpscoutStandIn } from './stand-in.ts';
import { expireTokens } from './tokens.ts';

/** The control API under /sandbox/helpscout: what stands there, the acts, and the knobs. Never a token or secret. */
export function createHelpscoutControl(helpscout: HelpscoutStandIn): Router {
  const router = Router();
  addReading(router, helpscout);
  addKnobs(router, helpscout);
  addActs(router, helpscout.acts);
  router.use(answerError);
  return router;
}

function addReading(router: Router, { memory, context }: HelpscoutStandIn): void {
  router.get('/', (_req, res) => {
    const { inboxes, agents, customers, savedReplies, propertyDefinitions, tags } = memory;
    const webhooks = memory.webhooks.map(({ secret: _secret, ...rest }) => rest);
    const knobs = {
      settings: memory.settings,
      limits: memory.limits,
      webhookSettings: memory.webhookSettings,
    };
    res.json({ inboxes, agents, customers, savedReplies, propertyDefinitions, tags, webhooks, ...knobs });
  });
  router.get('/conversations', (_req, res) => void res.json(memory.conversations));
  router.get('/conversations/:id', (req, res) => {
    const conversation = openConversation(context, Number(req.params.id));
    res.json({ ...conversation, threads: threadsOf(context, conversation.id) });
  });
  router.get('/mails-sent', (_req, res) => void res.json(memory.mailsSent));
}

const attachmentChange = z.object({ state: z.enum(['valid', 'pending', 'infected']) });

function addKnobs(router: Router, { memory, context }: HelpscoutStandIn): void {
  router.patch('/settings', (req, res) => {
    Object.assign(memory.settings, settings.partial().strict().parse(req.body));
    context.changed();
    res.json(memory.settings);
  });
  router.patch('/limits', (req, res) => {
    Object.assign(memory.limits, limits.partial().strict().parse(req.body));
    context.changed();
    res.json(memory.limits);
  });
  router.patch('/webhook-settings', (req, res) => {
    Object.assign(memory.webhookSettings, webhookSettings.partial().strict().parse(req.body));
    context.changed();
    res.json(memory.webhookSettings);
  });
  router.post('/expire-tokens', (_req, res) => {
    expireTokens(context);
    res.status(204).end();
  });
  router.patch('/attachments/:id', (req, res) => {
    const files = memory.threads.flatMap(({ attachments }) => attachments);
    const found = files.find((each) => each.id === Number(req.params.id));
    if (!found) throw new HelpscoutActError(`There is no attachment ${req.params.id}.`);
    found.state = attachmentChange.parse(req.body).state;
    context.changed();
    res.status(204).end();
  });
}

const answerError: ErrorRequestHandler = (error, _req, res, next) => {
  if (error instanceof HelpscoutActError) res.status(409).json({ error: error.message });
  else if (error instanceof z.ZodError) res.status(400).json({ error: z.prettifyError(error) });
  else next(error);
};

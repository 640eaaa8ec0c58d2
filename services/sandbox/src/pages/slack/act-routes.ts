import { type Request, type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import { SlackActError } from '../../slack/slack-context.ts';
import { keepChoice, readPageContext } from '../page-context.ts';
import type { SandboxParts } from '../parts.ts';
import { answer, closed, homeOpened, pressed, said, submitted } from './acts-of-pages.ts';
import { slackPersonOf } from './routes.ts';
import { viewerOf } from './viewer.ts';

/** What people do on the Slack pages, for browser/slack-act.ts; all of it as the person who is shown. */
export function createSlackActRouter(parts: SandboxParts): Router {
  const router = Router();
  router.get('/revision', (_req, res) => {
    res.set('Cache-Control', 'no-store').json({ revision: parts.revision() });
  });
  router.post('/acts/person', (req, res) => {
    const { user, back } = personChoice.parse(req.body);
    keepChoice(res, 'sandbox_slack_person', user);
    res.redirect(303, back);
  });
  const handlers = { press: pressed, submit: submitted, close: closed, say: said, home: homeOpened };
  for (const [name, handle] of Object.entries(handlers)) {
    router.post(`/acts/${name}`, async (req, res) => {
      const { context, person } = actorOf(req, res, parts);
      const acting = { acts: parts.slack.acts, user: person.id, context };
      try {
        res.json(await handle(acting, req.body));
      } catch (error) {
        if (!(error instanceof SlackActError)) throw error;
        const refused = context.t('Slack ne le permet pas :', 'Slack does not allow it:');
        res.json(answer(`${refused} ${error.message}`));
      }
    });
  }
  router.post('/acts/dismiss', dismiss(parts));
  return router;
}

const personChoice = z.object({ user: z.string(), back: z.string().regex(/^\/slack/) });

function dismiss({ slack }: SandboxParts): RequestHandler {
  return (req, res) => {
    slack.acts.dismiss(z.object({ id: z.string() }).parse(req.body).id);
    res.json(answer(null));
  };
}

function actorOf(req: Request, res: Response, { companies, slack }: SandboxParts) {
  const context = readPageContext(req, res, companies.all);
  return { context, person: viewerOf(context, slack.memory, slackPersonOf(req)).person };
}

import { type ErrorRequestHandler, type Request, Router } from 'express';
import { z } from 'zod';
import { addActs } from './control-acts.ts';
import { SlackActError } from './slack-context.ts';
import type { SlackStandIn } from './stand-in.ts';

/** The control API under /sandbox/slack: what stands on the screens, the acts, and the knobs. Never a token. */
export function createSlackControl(slack: SlackStandIn): Router {
  const router = Router();
  addReading(router, slack);
  addKnobs(router, slack);
  addActs(router, slack.acts);
  router.use(answerError);
  return router;
}

function addReading(router: Router, { memory }: SlackStandIn): void {
  const wanted = (req: Request, name: string, value: string | null): boolean =>
    req.query[name] === undefined || req.query[name] === value;
  router.get('/', (_req, res) => {
    const { teams, members, channels, limits, eventRetryMs, acknowledgeMs } = memory;
    const installations = memory.installations.map(({ token: _token, ...rest }) => rest);
    res.json({ teams, members, channels, installations, limits, eventRetryMs, acknowledgeMs });
  });
  router.get('/messages', (req, res) => {
    const found = memory.messages.filter(
      (each) => wanted(req, 'channel', each.channel) && wanted(req, 'threadTs', each.thread_ts),
    );
    res.json(found);
  });
  router.get('/ephemerals', (req, res) => {
    res.json(
      memory.ephemerals.filter(
        (each) => wanted(req, 'channel', each.channel) && wanted(req, 'user', each.user),
      ),
    );
  });
  router.get(
    '/views',
    (req, res) => void res.json(memory.views.filter((each) => wanted(req, 'user', each.user))),
  );
  router.get(
    '/homes',
    (req, res) => void res.json(memory.homes.filter((each) => wanted(req, 'user', each.user))),
  );
}

const limits = z
  .object({
    isOn: z.boolean(),
    postsPerSecond: z.number().positive(),
    postBurst: z.int().min(1),
    tier2: z.int().min(1),
    tier3: z.int().min(1),
    tier4: z.int().min(1),
  })
  .partial();
const settings = z.object({
  eventRetryMs: z.array(z.int().min(0)).max(3).optional(),
  acknowledgeMs: z.int().min(1).max(60_000).optional(),
});
const trouble = z.object({ teamId: z.string().optional(), trouble: z.string().nullable() });
const scopes = z.object({ teamId: z.string().optional(), scopes: z.array(z.string()) });
const memberChange = z
  .object({
    email: z.string().nullable(),
    is_email_confirmed: z.boolean(),
    deleted: z.boolean(),
    is_restricted: z.boolean(),
    is_ultra_restricted: z.boolean(),
    locale: z.string(),
    tz: z.string(),
    real_name: z.string(),
  })
  .partial();
const channelChange = z
  .object({ is_archived: z.boolean(), is_ext_shared: z.boolean(), members: z.array(z.string()) })
  .partial();

function addKnobs(router: Router, { memory, context }: SlackStandIn): void {
  router.patch('/limits', (req, res) => {
    Object.assign(memory.limits, limits.parse(req.body));
    context.changed();
    res.json(memory.limits);
  });
  router.patch('/settings', (req, res) => {
    Object.assign(memory, settings.parse(req.body));
    context.changed();
    res.json({ eventRetryMs: memory.eventRetryMs, acknowledgeMs: memory.acknowledgeMs });
  });
  const installation = (teamId: string | undefined) => {
    const found = memory.installations.find((each) => !teamId || each.team_id === teamId);
    if (!found) throw new SlackActError(`The app is not in the workspace ${teamId}.`);
    return found;
  };
  router.post('/token', (req, res) => {
    const asked = trouble.parse(req.body);
    installation(asked.teamId).trouble = asked.trouble;
    context.changed();
    res.status(204).end();
  });
  router.post('/scopes', (req, res) => {
    const asked = scopes.parse(req.body);
    installation(asked.teamId).scopes = asked.scopes;
    context.changed();
    res.status(204).end();
  });
  router.patch('/members/:id', (req, res) => {
    res.json(change(memory.members, req.params.id, memberChange.parse(req.body)));
    context.changed();
  });
  router.patch('/channels/:id', (req, res) => {
    res.json(change(memory.channels, req.params.id, channelChange.parse(req.body)));
    context.changed();
  });
}

function change<T extends { id: string }>(list: T[], id: string, fields: object): T {
  const found = list.find((each) => each.id === id);
  if (!found) throw new SlackActError(`There is no ${id}.`);
  return Object.assign(found, fields);
}

const answerError: ErrorRequestHandler = (error, _req, res, next) => {
  if (error instanceof SlackActError) res.status(409).json({ error: error.message });
  else if (error instanceof z.ZodError) res.status(400).json({ error: z.prettifyError(error) });
  else next(error);
};

import { type ErrorRequestHandler, type RequestHandler, Router } from 'express';
import { z } from 'zod';
import { expireAccessTokens, expireRefreshTokens, setScope } from './oauth/token-trouble.ts';
import { uninstall } from './oauth/uninstall.ts';
import type { SandboxParts } from './pages/parts.ts';
import { changeUser } from './pipedrive/acts.ts';
import { byId, removeById } from './pipedrive/lookup.ts';
import { Refusal } from './pipedrive/refusal.ts';
import type { PipedriveStandIn } from './pipedrive/stand-in.ts';
import { changeStage, removeStage } from './pipedrive/structure-writes.ts';
import { sandboxSecrets } from './secrets.ts';

const oauthPatch = z.strictObject({
  callbackUrl: z.url().nullable().optional(),
  accessTokenSeconds: z.int().min(1).optional(),
  refreshTokenDays: z.number().min(0).optional(),
  scopes: z.array(z.string()).optional(),
});
const userPatch = z.strictObject({
  active: z.boolean().optional(),
  admin: z.boolean().optional(),
  role_id: z.int().optional(),
});
const oneUser = z.object({ userId: z.coerce.number().int().optional() }).default({});

/** Control of the companies and of the app's OAuth: what the vendor or a colleague does behind the service's back. */
export function createCompanyControl(parts: SandboxParts, now: () => Date): Router {
  const { companies } = parts;
  const router = Router();
  router.get('/companies', (_req, res) => {
    res.json(companies.all.map((company) => summary(parts, company)));
  });
  router.get('/oauth', (_req, res) => void res.json(companies.oauth.memory));
  router.patch('/oauth', (req, res) => {
    Object.assign(companies.oauth.memory.settings, checked(oauthPatch, req.body));
    res.json(companies.oauth.memory.settings);
  });
  const company: RequestHandler<{ companyId: string }> = (req, res, next) => {
    const found = companies.find(Number(req.params.companyId));
    if (!found) return void res.status(404).json({ error: 'There is no such company.' });
    res.locals.company = found;
    next();
  };
  router.use('/companies/:companyId', company);
  addTokenTrouble(router, parts, now);
  addColleagues(router);
  router.use(answerRefusal);
  return router;
}

const answerRefusal: ErrorRequestHandler = (error, _req, res, next) => {
  if (error instanceof Refusal) res.status(error.status).json(error.body);
  else next(error);
};

function summary({ companies, calls }: SandboxParts, { memory }: PipedriveStandIn): object {
  const { companyId, company, users, subscriptions } = memory;
  const none = { calls: 0, writes: 0, tokens: 0 };
  return {
    companyId,
    ...company,
    users: users.map(({ id, name, email, admin, active }) => ({ id, name, email, admin, active })),
    installedBy: companies.oauth.memory.grants
      .filter((grant) => grant.companyId === companyId)
      .map((grant) => grant.userId),
    webhooks: subscriptions.map(({ id, name, of_app }) => ({ id, name, ofApp: of_app })),
    ...(calls.totals().companies[companyId] ?? none),
  };
}

function addTokenTrouble(router: Router, { companies }: SandboxParts, now: () => Date): void {
  const { oauth } = companies;
  const path = '/companies/:companyId';
  router.post(`${path}/expire-access-tokens`, (req, res) => {
    res.json({ expired: expireAccessTokens(oauth.memory, Number(req.params.companyId)) });
  });
  router.post(`${path}/expire-refresh-tokens`, (req, res) => {
    res.json({ expired: expireRefreshTokens(oauth.memory, Number(req.params.companyId)) });
  });
  router.post(`${path}/revoke`, (req, res) => {
    const { userId } = checked(oneUser, req.body);
    res.json({ revoked: oauth.end(Number(req.params.companyId), userId).map((grant) => grant.userId) });
  });
  router.post(`${path}/uninstall`, async (req, res) => {
    const { userId } = checked(oneUser, req.body);
    const who = { companyId: Number(req.params.companyId), userId };
    res.json({ notices: await uninstall(oauth, sandboxSecrets, now, who) });
  });
  router.post(`${path}/scopes/:scope`, (req, res) => {
    setScope(oauth.memory, Number(req.params.companyId), req.params.scope, true);
    res.status(204).end();
  });
  router.delete(`${path}/scopes/:scope`, (req, res) => {
    setScope(oauth.memory, Number(req.params.companyId), req.params.scope, false);
    res.status(204).end();
  });
}

/** What an admin of the company does in the vendor's pages: webhooks say `app`, and name that admin. */
function addColleagues(router: Router): void {
  const path = '/companies/:companyId';
  router.patch(`${path}/stages/:id`, (req, res) => {
    const company = companyOf(res);
    const { name } = checked(z.strictObject({ name: z.string().min(1) }), req.body);
    res.json(changeStage(company, anAdmin(company), Number(req.params.id), { name }));
  });
  router.delete(`${path}/stages/:id`, (req, res) => {
    const company = companyOf(res);
    removeStage(company, anAdmin(company), Number(req.params.id));
    res.status(204).end();
  });
  router.patch(`${path}/users/:id`, (req, res) => {
    const company = companyOf(res);
    const sent = checked(userPatch, req.body);
    res.json(changeUser(company, anAdmin(company).userId, Number(req.params.id), sent));
  });
  router.delete(`${path}/webhooks/:id`, (req, res) => {
    const { memory, changed } = companyOf(res);
    const id = Number(req.params.id);
    if (!byId(memory.subscriptions, id)) throw new Refusal(404, { error: 'There is no such webhook.' });
    removeById(memory.subscriptions, id);
    changed();
    res.status(204).end();
  });
}

function companyOf(res: { locals: Record<string, unknown> }): PipedriveStandIn {
  return res.locals.company as PipedriveStandIn;
}

function anAdmin({ memory }: PipedriveStandIn) {
  const admin = memory.users.find((user) => user.admin && user.active) ?? memory.users[0];
  return { userId: admin?.id ?? 0, source: 'app' } as const;
}

/** Throws a Refusal that says what is wrong with the body. */
function checked<T extends z.ZodType>(schema: T, body: unknown): z.infer<T> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new Refusal(400, { error: z.prettifyError(parsed.error) });
}

import { Router } from 'express';
import { z } from 'zod';
import { accountState } from './accounts/account.ts';
import { activationLink } from './accounts/resource.ts';
import { createCompanyControl } from './control-companies.ts';
import { misbehaviourInput } from './misbehaviour.ts';
import { countAll } from './pages/counts.ts';
import { keepChoice, readPageContext, switchCompany } from './pages/page-context.ts';
import type { SandboxParts } from './pages/parts.ts';
import { signToken, type TokenSecrets } from './signed-token.ts';

const mailsAtOnce = 1000;

/** The control API under /sandbox: JSON for programs, and the same by form for people (`back` = where to return). */
export function createControlRouter(parts: SandboxParts, secrets: TokenSecrets, reset: () => void): Router {
  const router = Router();
  addReading(router, parts);
  addMisbehaviour(router, parts);
  router.use(createCompanyControl(parts, () => new Date()));
  router.post('/reset', (req, res) => {
    reset();
    const back = backOf(req.body);
    if (back) res.redirect(303, back);
    else res.status(204).end();
  });
  router.post('/token', async (req, res) => {
    const asked = z.object({ userId: z.int(), companyId: z.int().optional() }).safeParse(req.body);
    const context = readPageContext(req, res, parts.companies.all);
    const { userId, companyId = secrets.companyId } = asked.success
      ? asked.data
      : { userId: context.staff.id, companyId: context.company.id };
    res.set('Cache-Control', 'no-store').json({ token: await signToken({ ...secrets, companyId }, userId) });
  });
  router.post('/sign-in', (req, res) => {
    keepChoice(res, 'sandbox_user', String(Number(req.body?.userId)));
    res.redirect(303, backOf(req.body) ?? '/');
  });
  router.post('/company', (req, res) => {
    switchCompany(res, Number(req.body?.companyId));
    res.redirect(303, backOf(req.body) ?? '/');
  });
  router.post('/theme', (req, res) => {
    keepChoice(res, 'sandbox_theme', req.body?.theme === 'dark' ? 'dark' : 'light');
    res.status(204).end();
  });
  return router;
}

function addReading(router: Router, parts: SandboxParts): void {
  const { calls, directory, mailbox } = parts;
  router.get('/counts', (req, res) => {
    const { company } = readPageContext(req, res, parts.companies.all);
    res.set('Cache-Control', 'no-store').json(countAll(parts, company.id));
  });
  router.get('/calls', (req, res) => {
    const { vendor, companyId } = req.query;
    const company = companyId === undefined ? undefined : Number(companyId);
    res.json(calls.list(typeof vendor === 'string' ? vendor : undefined, company));
  });
  router.get('/totals', (_req, res) => void res.json(calls.totals()));
  router.get('/tokens', (_req, res) => void res.json({ spent: calls.tokensSpent() }));
  router.get('/mails', (req, res) => {
    const { to, after } = req.query;
    const wanted = mailbox.memory.mails.filter(
      (mail) => mail.n > Number(after ?? 0) && (typeof to !== 'string' || mail.to.includes(to)),
    );
    res.json(wanted.slice(0, mailsAtOnce));
  });
  router.get('/accounts', (_req, res) => {
    const now = directory.now();
    const list = directory.memory.accounts.map((account) => ({
      ...account,
      state: accountState(account, now),
      activationLink: activationLink(account, parts.url()),
    }));
    res.json(list);
  });
}

function addMisbehaviour(router: Router, { rules }: SandboxParts): void {
  router.get('/misbehaviour', (_req, res) => void res.json(rules.list()));
  router.post('/misbehaviour', (req, res) => {
    const back = backOf(req.body);
    const parsed = misbehaviourInput.safeParse(back ? ruleOfForm(req.body) : req.body);
    if (!parsed.success) {
      res.status(400).json({ error: z.prettifyError(parsed.error) });
      return;
    }
    const rule = rules.add(parsed.data);
    if (back) res.redirect(303, back);
    else res.status(201).json(rule);
  });
  router.post('/misbehaviour/:id/remove', (req, res) => {
    rules.remove(req.params.id);
    res.redirect(303, backOf(req.body) ?? '/');
  });
  router.delete('/misbehaviour', (_req, res) => {
    rules.clear();
    res.status(204).end();
  });
  router.delete('/misbehaviour/:id', (req, res) => {
    res.status(rules.remove(req.params.id) ? 204 : 404).end();
  });
}

/** The start page's switches send text only. There, what is forbidden is activities: without the rest nothing starts. */
function ruleOfForm({ vendor, kind, count }: { vendor?: string; kind?: string; count?: string }): unknown {
  const match = kind === '403' ? { match: { pathPrefix: '/api/v2/activities' } } : {};
  return { vendor, kind, ...match, ...(count ? { count: Number(count) } : {}) };
}

/** Where a form wants to return to: a path of this sandbox, never another site. */
export function backOf(body: unknown): string | undefined {
  const parsed = z.object({ back: z.string().regex(/^\/(?![/\\])/) }).safeParse(body);
  return parsed.success ? parsed.data.back : undefined;
}

import { type Request, type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import { uninstall } from '../oauth/uninstall.ts';
import * as acts from '../pipedrive/acts.ts';
import type { DealPatch } from '../pipedrive/bodies.ts';
import type { PipedriveStandIn } from '../pipedrive/stand-in.ts';
import { sandboxSecrets } from '../secrets.ts';
import { addActivityActs } from './activity-acts.ts';
import { answerAuthorization, readAuthorization } from './consent-page.ts';
import { formPage, requestForm, thanksPage } from './form-page.ts';
import { readPageContext, switchCompany } from './page-context.ts';
import type { SandboxParts } from './parts.ts';
import { sendPage } from './send-page.ts';

/** What people do on the pages: send the form, act in Pipedrive as a colleague, activate an account. */
export function createActRouter(parts: SandboxParts): Router {
  const router = Router();
  router.post('/form', sendForm(parts));
  addDealActs(router, parts);
  addActivityActs(router, { actorOf: (req, res) => actorOf(req, res, parts), textsOf });
  addPersonActs(router, parts);
  addAppActs(router, parts);
  addAccountActs(router, parts);
  return router;
}

/** A browser gets a page; a program that sends JSON gets the ids as JSON. */
function sendForm(parts: SandboxParts): RequestHandler {
  const [pipedrive] = parts.companies.all;
  return (req, res) => {
    const parsed = requestForm.safeParse(req.body);
    const context = readPageContext(req, res, parts.companies.all);
    if (req.is('json')) {
      if (parsed.success) res.status(201).json(pipedrive.submitForm(parsed.data));
      else res.status(400).json({ error: z.prettifyError(parsed.error) });
      return;
    }
    if (parsed.success) {
      // The links on the next page lead into the company the form belongs to.
      const { companyId } = pipedrive.memory;
      if (context.company.id !== companyId) switchCompany(res, companyId);
      sendPage(res, parts, context, thanksPage(context, pipedrive.submitForm(parsed.data)));
      return;
    }
    const wrong = parsed.error.issues.map((issue) => String(issue.path[0]));
    sendPage(res, parts, context, formPage(context, textsOf(req.body), wrong), 422);
  };
}

function addDealActs(router: Router, parts: SandboxParts): void {
  const change = (name: string, changesOf: (body: Texts) => DealPatch): void => {
    router.post(`/pipedrive/deal/:id/${name}`, (req, res) => {
      const id = Number(req.params.id);
      acts.updateDeal(...actorOf(req, res, parts), id, changesOf(textsOf(req.body)));
      res.redirect(303, `/pipedrive/deal/${id}`);
    });
  };
  change('owner', (body) => ({ owner_id: Number(body.ownerId) }));
  change('visibility', (body) => ({ visible_to: Number(body.visibleTo) === 1 ? 1 : 3 }));
  change('stage', (body) => ({ stage_id: Number(body.stageId) }));
  change('won', () => ({ status: 'won' }));
  change('lost', (body) => ({ status: 'lost', ...(body.reason ? { lost_reason: body.reason } : {}) }));
  change('reopen', () => ({ status: 'open' }));
  router.post('/pipedrive/deal/:id/delete', (req, res) => {
    acts.deleteDeal(...actorOf(req, res, parts), Number(req.params.id));
    res.redirect(303, '/pipedrive/deals');
  });
}

function addPersonActs(router: Router, parts: SandboxParts): void {
  router.post('/pipedrive/person/:id/owner', (req, res) => {
    const id = Number(req.params.id);
    const ownerId = Number(textsOf(req.body).ownerId);
    acts.updatePerson(...actorOf(req, res, parts), id, { owner_id: ownerId });
    res.redirect(303, `/pipedrive/person/${id}`);
  });
  router.post('/pipedrive/person/:id/visibility', (req, res) => {
    const id = Number(req.params.id);
    const visibleTo = Number(textsOf(req.body).visibleTo) === 1 ? 1 : 3;
    acts.updatePerson(...actorOf(req, res, parts), id, { visible_to: visibleTo });
    res.redirect(303, `/pipedrive/person/${id}`);
  });
  router.post('/pipedrive/person/:id/email', (req, res) => {
    const id = Number(req.params.id);
    const email = textsOf(req.body).email?.trim();
    const emails = email ? [{ value: email, primary: true, label: 'work' }] : [];
    acts.updatePerson(...actorOf(req, res, parts), id, { emails });
    res.redirect(303, `/pipedrive/person/${id}`);
  });
  router.post('/pipedrive/person/:id/delete', (req, res) => {
    acts.deletePerson(...actorOf(req, res, parts), Number(req.params.id));
    res.redirect(303, '/pipedrive/persons');
  });
}

function addAccountActs(router: Router, { directory }: SandboxParts): void {
  router.post('/activate/:token', (req, res) => {
    directory.activate(req.params.token);
    res.redirect(303, `/activate/${req.params.token}`);
  });
  const acts: Record<string, (id: string) => void> = {
    invite: (id) => directory.renewInvitation(id),
    expire: (id) => directory.expireInvitation(id),
    close: (id) => directory.setActive(id, false),
    open: (id) => directory.setActive(id, true),
    'sign-in': (id) => directory.signIn(id),
    use: (id) => directory.publishUse(id),
  };
  for (const [name, act] of Object.entries(acts)) {
    router.post(`/accounts/:id/${name}`, (req, res) => {
      act(req.params.id);
      res.redirect(303, '/accounts');
    });
  }
}

/** Acts are done in the company that is shown, by the staff member who is signed in there. */
function actorOf(req: Request, res: Response, { companies }: SandboxParts): [PipedriveStandIn, number] {
  const { company, staff } = readPageContext(req, res, companies.all);
  return [companies.find(company.id) ?? companies.all[0], staff.id];
}

/** The app at the vendor's: said yes or no to, and removed. */
function addAppActs(router: Router, parts: SandboxParts): void {
  router.post('/oauth/authorize', (req, res) => {
    const asked = readAuthorization(textsOf(req.body), parts, sandboxSecrets.clientId);
    if ('error' in asked) return void res.status(400).json(asked);
    res.redirect(302, answerAuthorization(parts, asked, textsOf(req.body)));
  });
  router.post('/pipedrive/app/uninstall', async (req, res) => {
    const { company } = readPageContext(req, res, parts.companies.all);
    const userId = Number(textsOf(req.body).userId);
    const who = { companyId: company.id, userId };
    await uninstall(parts.companies.oauth, sandboxSecrets, () => new Date(), who);
    res.redirect(303, '/pipedrive/settings');
  });
}

const formTexts = z.record(z.string(), z.string());

type Texts = Record<string, string | undefined>;

function textsOf(body: unknown): Texts {
  const parsed = formTexts.safeParse(body);
  return parsed.success ? parsed.data : {};
}

import { type Request, type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import * as acts from '../pipedrive/acts.ts';
import type { DealPatch } from '../pipedrive/bodies.ts';
import type { PipedriveStandIn } from '../pipedrive/stand-in.ts';
import { formPage, requestForm, thanksPage } from './form-page.ts';
import { readPageContext } from './page-context.ts';
import type { SandboxParts } from './parts.ts';
import { sendPage } from './routes.ts';

/** What people do on the pages: send the form, act in Pipedrive as a colleague, activate an account. */
export function createActRouter(parts: SandboxParts, pipedrive: PipedriveStandIn): Router {
  const router = Router();
  router.post('/form', sendForm(parts, pipedrive));
  addDealActs(router, pipedrive);
  addPersonActs(router, pipedrive);
  addAccountActs(router, parts);
  return router;
}

/** A browser gets a page; a program that sends JSON gets the ids as JSON. */
function sendForm(parts: SandboxParts, pipedrive: PipedriveStandIn): RequestHandler {
  return (req, res) => {
    const parsed = requestForm.safeParse(req.body);
    const context = readPageContext(req, res, pipedrive.memory.users);
    if (req.is('json')) {
      if (parsed.success) res.status(201).json(pipedrive.submitForm(parsed.data));
      else res.status(400).json({ error: z.prettifyError(parsed.error) });
      return;
    }
    if (parsed.success) {
      sendPage(res, parts, context, thanksPage(context, pipedrive.submitForm(parsed.data)));
      return;
    }
    const wrong = parsed.error.issues.map((issue) => String(issue.path[0]));
    sendPage(res, parts, context, formPage(context, textsOf(req.body), wrong), 422);
  };
}

function addDealActs(router: Router, pipedrive: PipedriveStandIn): void {
  const change = (name: string, changesOf: (body: Texts) => DealPatch): void => {
    router.post(`/pipedrive/deal/:id/${name}`, (req, res) => {
      const id = Number(req.params.id);
      acts.updateDeal(pipedrive, staffId(req, res, pipedrive), id, changesOf(textsOf(req.body)));
      res.redirect(303, `/pipedrive/deal/${id}`);
    });
  };
  change('owner', (body) => ({ owner_id: Number(body.ownerId) }));
  change('stage', (body) => ({ stage_id: Number(body.stageId) }));
  change('won', () => ({ status: 'won' }));
  change('lost', (body) => ({ status: 'lost', ...(body.reason ? { lost_reason: body.reason } : {}) }));
  change('reopen', () => ({ status: 'open' }));
  router.post('/pipedrive/deal/:id/delete', (req, res) => {
    acts.deleteDeal(pipedrive, staffId(req, res, pipedrive), Number(req.params.id));
    res.redirect(303, '/pipedrive/deals');
  });
}

function addPersonActs(router: Router, pipedrive: PipedriveStandIn): void {
  router.post('/pipedrive/person/:id/owner', (req, res) => {
    const id = Number(req.params.id);
    const ownerId = Number(textsOf(req.body).ownerId);
    acts.updatePerson(pipedrive, staffId(req, res, pipedrive), id, { owner_id: ownerId });
    res.redirect(303, `/pipedrive/person/${id}`);
  });
  router.post('/pipedrive/person/:id/email', (req, res) => {
    const id = Number(req.params.id);
    const email = textsOf(req.body).email?.trim();
    const emails = email ? [{ value: email, primary: true, label: 'work' }] : [];
    acts.updatePerson(pipedrive, staffId(req, res, pipedrive), id, { emails });
    res.redirect(303, `/pipedrive/person/${id}`);
  });
  router.post('/pipedrive/person/:id/delete', (req, res) => {
    acts.deletePerson(pipedrive, staffId(req, res, pipedrive), Number(req.params.id));
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
  };
  for (const [name, act] of Object.entries(acts)) {
    router.post(`/accounts/:id/${name}`, (req, res) => {
      act(req.params.id);
      res.redirect(303, '/accounts');
    });
  }
}

/** Acts are done by the staff member who is signed in. */
function staffId(req: Request, res: Response, { memory }: PipedriveStandIn): number {
  return readPageContext(req, res, memory.users).staff.id;
}

const formTexts = z.record(z.string(), z.string());

type Texts = Record<string, string | undefined>;

function textsOf(body: unknown): Texts {
  const parsed = formTexts.safeParse(body);
  return parsed.success ? parsed.data : {};
}

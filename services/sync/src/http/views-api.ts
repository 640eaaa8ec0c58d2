import express, { type Request, type Router } from 'express';
import type { Kysely } from 'kysely';
import * as z from 'zod';
import { type SavedView, SaveView, ViewQuery } from '#core/contract/saved-views.ts';
import { Step } from '#core/processes/account-request/state.ts';
import {
  addView,
  hasView,
  listViews,
  readView,
  removeView,
  type SavedViewRow,
  type ViewOwner,
  viewsOfOneMax,
} from '../store/saved-views.ts';
import type { Schema } from '../store/schema.ts';
import type { Caller } from './authenticate-surface.ts';
import { parseBody } from './parse-body.ts';
import { HttpProblem, malformed, notFound } from './problems.ts';

/** What the doors of saved views need. */
export interface ViewsApiOptions {
  db: Kysely<Schema>;
  callerOf(request: Request): Caller;
}

/** `/api/views`: the reader's own views of the list and those of the team. Behind the doors of the surfaces. */
export function viewsApi({ db, callerOf }: ViewsApiOptions): Router {
  const router = express.Router();
  router.get('/', async (request, response) => {
    const owner = ownerOf(callerOf(request));
    const items = (await listViews(db, owner)).flatMap((row) => presentView(row, owner));
    response.json({ items });
  });
  router.post('/', async (request, response) => {
    const owner = ownerOf(callerOf(request));
    const view = parseBody(SaveView, request.body);
    if (view.query.steps.some((step) => !Step.safeParse(step).success)) throw malformed(['query.steps']);
    const added = await addView(db, owner, view);
    const [saved] = added ? presentView(added, owner) : [];
    if (!saved) throw (await hasView(db, owner, view.name)) ? nameTaken(view.name) : tooMany();
    response.status(201).json(saved);
  });
  router.delete('/:id', async (request, response) => {
    const owner = ownerOf(callerOf(request));
    const id = z.uuid().safeParse(request.params.id);
    const view = id.success ? await readView(db, owner, id.data) : undefined;
    if (!view) throw notFound();
    if (view.staffId !== owner.staffId) throw somebodyElses(view.name);
    await removeView(db, owner, view.id);
    response.json({ id: view.id });
  });
  return router;
}

function ownerOf({ company, staff }: Caller): ViewOwner {
  return { company: company.id, staffId: staff.id };
}

/** A view that another release saved in words this one does not know is left out. */
function presentView(row: SavedViewRow, { staffId }: ViewOwner): SavedView[] {
  const query = ViewQuery.safeParse(row.query);
  if (!query.success) return [];
  const { id, name, shared } = row;
  return [{ id, name, query: query.data, shared, mine: row.staffId === staffId }];
}

function nameTaken(name: string): HttpProblem {
  return new HttpProblem(
    409,
    { fr: `Vous avez déjà une vue « ${name} »`, en: `You already have a view “${name}”` },
    {
      fr: 'Choisissez un autre nom, ou supprimez d’abord l’ancienne vue.',
      en: 'Choose another name, or remove the old view first.',
    },
  );
}

function tooMany(): HttpProblem {
  return new HttpProblem(
    409,
    { fr: `Vous avez déjà ${viewsOfOneMax} vues`, en: `You already have ${viewsOfOneMax} views` },
    {
      fr: 'Supprimez une vue dont vous ne vous servez plus, puis recommencez.',
      en: 'Remove a view you no longer use, then try again.',
    },
  );
}

function somebodyElses(name: string): HttpProblem {
  return new HttpProblem(
    403,
    { fr: `La vue « ${name} » est celle d’un collègue`, en: `The view “${name}” is a colleague’s` },
    {
      fr: 'Seule la personne qui l’a enregistrée peut la supprimer.',
      en: 'Only the person who saved it can remove it.',
    },
  );
}

import { Router } from 'express';
import { personBody, personPatch } from './bodies.ts';
import type { Charge } from './budget.ts';
import type { Actor, PipedriveContext } from './context.ts';
import { byId } from './lookup.ts';
import { listBody, pageOf } from './paging.ts';
import { addPerson, changePerson, removePerson } from './person-writes.ts';
import { personList, viewQuery } from './queries.ts';
import type { Person, PipedriveMemory } from './records.ts';
import { notFound } from './refusal.ts';
import { live, selected } from './selection.ts';
import { parseStrict, pathId } from './strict-input.ts';
import { personView } from './v2-views.ts';

function ofDeal(memory: PipedriveMemory, dealId: number | undefined): Person[] {
  const persons = live(memory.persons);
  if (dealId === undefined) return persons;
  const taking = memory.participants.filter((row) => row.deal_id === dealId).map((row) => row.person_id);
  const members = new Set([byId(memory.deals, dealId)?.person_id, ...taking]);
  return persons.filter((person) => members.has(person.id));
}

function listPersons({ memory }: PipedriveContext, query: unknown): object {
  const asked = parseStrict(personList, query);
  const { owner_id, org_id } = asked;
  const page = pageOf(selected(ofDeal(memory, asked.deal_id), asked, { owner_id, org_id }), asked);
  return listBody({ ...page, items: page.items.map((person) => personView(memory, person, asked)) });
}

/** Persons of v2 (pipedrive.md 2.5); writes are made as `actor`. */
export function personRoutes(context: PipedriveContext, actor: Actor, charge: Charge): Router {
  const { memory } = context;
  const router = Router();
  router.get('/persons', charge(10), (request, response) => {
    response.json(listPersons(context, request.query));
  });
  router.get('/persons/:id', charge(1), (request, response) => {
    const person = byId(memory.persons, pathId(request.params));
    if (!person) throw notFound();
    response.json({ success: true, data: personView(memory, person, parseStrict(viewQuery, request.query)) });
  });
  router.post('/persons', charge(5), (request, response) => {
    const person = addPerson(context, actor, parseStrict(personBody, request.body));
    response.json({ success: true, data: personView(memory, person) });
  });
  router.patch('/persons/:id', charge(5), (request, response) => {
    const sent = parseStrict(personPatch, request.body);
    const person = changePerson(context, actor, pathId(request.params), sent);
    response.json({ success: true, data: personView(memory, person) });
  });
  router.delete('/persons/:id', charge(3), (request, response) => {
    const id = pathId(request.params);
    removePerson(context, actor, id);
    response.json({ success: true, data: { id } });
  });
  return router;
}

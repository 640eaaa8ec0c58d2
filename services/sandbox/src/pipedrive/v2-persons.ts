import { Router } from 'express';
import { callerOf } from './authentication.ts';
import { personBody, personPatch } from './bodies.ts';
import type { Charge } from './budget.ts';
import type { PipedriveContext } from './context.ts';
import { savedFilterFor } from './filter-match.ts';
import { byId } from './lookup.ts';
import { listBody, pageOf } from './paging.ts';
import { addPerson, changePerson, removePerson } from './person-writes.ts';
import { personList, viewQuery } from './queries.ts';
import type { Person, PipedriveMemory } from './records.ts';
import { notFound } from './refusal.ts';
import { live, selected } from './selection.ts';
import { parseStrict, pathId } from './strict-input.ts';
import { personView } from './v2-views.ts';
import { visibleTo } from './visibility.ts';

function ofDeal(memory: PipedriveMemory, userId: number, dealId: number | undefined): Person[] {
  const persons = visibleTo(memory, userId, live(memory.persons));
  if (dealId === undefined) return persons;
  const taking = memory.participants.filter((row) => row.deal_id === dealId).map((row) => row.person_id);
  const members = new Set([byId(memory.deals, dealId)?.person_id, ...taking]);
  return persons.filter((person) => members.has(person.id));
}

function listPersons({ memory }: PipedriveContext, userId: number, query: unknown): object {
  const asked = parseStrict(personList, query);
  const { owner_id, org_id } = asked;
  const persons =
    asked.filter_id === undefined
      ? selected(ofDeal(memory, userId, asked.deal_id), asked, { owner_id, org_id })
      : ofDeal(memory, userId, undefined).filter(savedFilterFor(memory, 'person', asked.filter_id));
  const page = pageOf(persons, asked);
  return listBody({ ...page, items: page.items.map((person) => personView(memory, person, asked)) });
}

/** Persons of v2 (pipedrive.md 2.5); writes are made as the user of the token. */
export function personRoutes(context: PipedriveContext, charge: Charge): Router {
  const { memory } = context;
  const router = Router();
  router.get('/persons', charge(10), (request, response) => {
    response.json(listPersons(context, callerOf(response).userId, request.query));
  });
  router.get('/persons/:id', charge(1), (request, response) => {
    const person = byId(memory.persons, pathId(request.params));
    if (!person) throw notFound();
    response.json({ success: true, data: personView(memory, person, parseStrict(viewQuery, request.query)) });
  });
  router.post('/persons', charge(5), (request, response) => {
    const person = addPerson(context, callerOf(response), parseStrict(personBody, request.body));
    response.json({ success: true, data: personView(memory, person) });
  });
  router.patch('/persons/:id', charge(5), (request, response) => {
    const sent = parseStrict(personPatch, request.body);
    const person = changePerson(context, callerOf(response), pathId(request.params), sent);
    response.json({ success: true, data: personView(memory, person) });
  });
  router.delete('/persons/:id', charge(3), (request, response) => {
    const id = pathId(request.params);
    removePerson(context, callerOf(response), id);
    response.json({ success: true, data: { id } });
  });
  return router;
}

import { type Response, Router } from 'express';
import { callerOf } from './authentication.ts';
import type { Charge } from './budget.ts';
import type { PipedriveContext } from './context.ts';
import { listBody, pageOf } from './paging.ts';
import { dealSearch, fieldSearch, itemSearch, organizationSearch, personSearch } from './queries.ts';
import type { PipedriveMemory } from './records.ts';
import { invalid } from './refusal.ts';
import { dealHit, fieldMatches, type Hit, organizationHit, personHit, scoreOf } from './search-hits.ts';
import type { SearchIndex } from './search-index.ts';
import { parseStrict } from './strict-input.ts';
import { visibleTo } from './visibility.ts';

type Asked = {
  term: string;
  exact_match?: boolean | undefined;
  fields?: readonly string[] | undefined;
  limit?: number | undefined;
  cursor?: string | undefined;
};

/** Who searches where: nobody finds what they may not see. */
type Seeker = { memory: PipedriveMemory; userId: number };

function persons({ memory, userId }: Seeker, index: SearchIndex, organizationId?: number): Hit[] {
  return visibleTo(memory, userId, memory.persons)
    .map((person) => index.seen('person', person))
    .filter((person) => person !== undefined)
    .filter((person) => organizationId === undefined || person.org_id === organizationId)
    .map((person) => personHit(memory, person));
}

function organizations({ memory, userId }: Seeker, index: SearchIndex): Hit[] {
  return visibleTo(memory, userId, memory.organizations)
    .map((organization) => index.seen('organization', organization))
    .filter((organization) => organization !== undefined)
    .map(organizationHit);
}

type DealScope = {
  person_id?: number | undefined;
  organization_id?: number | undefined;
  status?: string | undefined;
};

function deals({ memory, userId }: Seeker, index: SearchIndex, scope: DealScope = {}): Hit[] {
  return visibleTo(memory, userId, memory.deals)
    .map((deal) => index.seen('deal', deal))
    .filter((deal) => deal !== undefined)
    .filter((deal) => scope.person_id === undefined || deal.person_id === scope.person_id)
    .filter((deal) => scope.organization_id === undefined || deal.org_id === scope.organization_id)
    .filter((deal) => scope.status === undefined || deal.status === scope.status)
    .map((deal) => dealHit(memory, deal));
}

function answer(hits: Hit[], asked: Asked, extra: object = {}): object {
  const exact = asked.exact_match ?? false;
  if (!exact && asked.term.trim().length < 2) throw invalid(['term: must have at least 2 characters']);
  const scored = hits
    .map((hit) => ({ hit, score: scoreOf(hit, asked.term, exact, asked.fields) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score);
  // Hits of several kinds share ids, so the page is cut by rank.
  const page = pageOf(
    scored.map(({ hit, score }, rank) => ({ id: rank + 1, body: { result_score: score, item: hit.item } })),
    { limit: asked.limit, cursor: asked.cursor },
  );
  const items = page.items.map(({ body }) => body);
  return { success: true, data: { items, ...extra }, additional_data: { next_cursor: page.nextCursor } };
}

// Custom fields cannot be searched one by one here: `field` knows the standard ones.
function fieldAnswer(seeker: Seeker, index: SearchIndex, query: unknown): object {
  const asked = parseStrict(fieldSearch, query);
  const found = { deal: deals, person: persons, organization: organizations };
  const kind = asked.entity_type;
  const hits = kind in found ? found[kind as keyof typeof found](seeker, index) : [];
  const matching = hits.filter((hit) => fieldMatches(hit, asked.field, asked.term, asked.match ?? 'exact'));
  const page = pageOf(matching, asked);
  const items = page.items.map(({ id, item }) => ({ id, name: item.name ?? item.title }));
  return listBody({ ...page, items });
}

/** Searches of v2 (pipedrive.md 2.4, 2.5): the index lags behind writes, `exact_match` ignores case. */
export function searchRoutes(context: PipedriveContext, index: SearchIndex, charge: Charge): Router {
  const router = Router();
  const seeker = (response: Response): Seeker => ({
    memory: context.memory,
    userId: callerOf(response).userId,
  });
  router.get('/persons/search', charge(20, 'search'), (request, response) => {
    const asked = parseStrict(personSearch, request.query);
    response.json(answer(persons(seeker(response), index, asked.organization_id), asked));
  });
  router.get('/organizations/search', charge(20, 'search'), (request, response) => {
    response.json(
      answer(organizations(seeker(response), index), parseStrict(organizationSearch, request.query)),
    );
  });
  router.get('/deals/search', charge(20, 'search'), (request, response) => {
    const asked = parseStrict(dealSearch, request.query);
    response.json(answer(deals(seeker(response), index, asked), asked));
  });
  router.get('/itemSearch', charge(20, 'search'), (request, response) => {
    const asked = parseStrict(itemSearch, request.query);
    const types = asked.item_types ?? ['deal', 'person', 'organization'];
    const hits = [
      ...(types.includes('deal') ? deals(seeker(response), index) : []),
      ...(types.includes('person') ? persons(seeker(response), index) : []),
      ...(types.includes('organization') ? organizations(seeker(response), index) : []),
    ];
    response.json(answer(hits, asked, { related_items: [] }));
  });
  router.get('/itemSearch/field', charge(20, 'search'), (request, response) => {
    response.json(fieldAnswer(seeker(response), index, request.query));
  });
  return router;
}

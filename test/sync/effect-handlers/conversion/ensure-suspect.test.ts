import { describe, expect, it, vi } from 'vitest';
import type { EffectOf } from '#core/effects.ts';
import type { Deal } from '#core/model/deal.ts';
import type { Organization } from '#core/model/organization.ts';
import type { Person } from '#core/model/person.ts';
import type { Pipedrive } from '#sync/connectors/pipedrive/port.ts';
import { ensureSuspect, type SuspectParts } from '#sync/effect-handlers/conversion/ensure-suspect.ts';
import { conversionContextOf } from '../../../kit/conversion-handler-context.ts';
import { dealFacts, ids } from '../../../kit/conversion-samples.ts';

const email = 'camille@mairie.example.org';
const effect: EffectOf<'ensure-suspect'> = {
  kind: 'ensure-suspect',
  organization: { id: null, name: 'Mairie d’Exemple' },
  person: { id: null, name: 'Camille Exemple', email, phone: '+33100000000' },
  title: 'Mairie d’Exemple',
  ownerId: ids.owner,
  pipelineId: ids.suspects,
  stageId: ids.identified,
};

/** A Pipedrive in memory; `indexed`: whether its search knows the records yet. */
function pipedriveWith(
  there: { organizations?: Organization[]; persons?: Person[]; deals?: Deal[] } = {},
  { indexed = true } = {},
) {
  const { organizations = [], persons = [], deals = [] } = there;
  const written: string[] = [];
  async function* one<T>(rows: T[]) {
    yield rows;
  }
  const pipedrive: Partial<Pipedrive> = {
    getOrganization: async (id) => organizations.find((each) => each.id === id) ?? null,
    getPerson: async (id) => persons.find((each) => each.id === id) ?? null,
    findOrganizationsByName: async () => (indexed ? organizations.map(({ id }) => id) : []),
    findPersonsByEmail: async () => (indexed ? persons.map(({ id }) => id) : []),
    listOrganizations: () => one(organizations),
    listPersons: () => one(persons),
    listDeals: ({ personId }) => one(deals.filter((deal) => deal.personId === personId)),
    createOrganization: async ({ name, ownerId }) => {
      written.push(`organization ${name} of ${ownerId}`);
      return { id: 801, name, ownerId, updatedAt: null };
    },
    createPerson: async ({ name, ownerId, organizationId, email: address, phone }) => {
      written.push(`person ${name} of ${ownerId} in ${organizationId}, ${address}, ${phone}`);
      return aPerson({ id: 701, organizationId: organizationId ?? null });
    },
    createDeal: async ({ title, personId, organizationId, ownerId, pipelineId, stageId }) => {
      written.push(
        `deal ${title} of ${ownerId} for ${personId} in ${organizationId} at ${pipelineId}/${stageId}`,
      );
      return dealFacts({ id: 501 }).deal;
    },
  };
  return { pipedrive: pipedrive as Pipedrive, written };
}

function aPerson(more: Partial<Person> = {}): Person {
  return {
    ...{ id: 700, name: 'Camille Exemple', emails: [email], phones: [], ownerId: ids.owner },
    ...{ organizationId: 800, addedAt: null, updatedAt: null, customFields: {} },
    ...more,
  };
}

const mairie: Organization = { id: 800, name: 'MAIRIE D’EXEMPLE', ownerId: ids.second, updatedAt: null };
const unknown: SuspectParts['known'] = { persons: async () => [], organizations: async () => [] };

async function run(
  { pipedrive, written }: ReturnType<typeof pipedriveWith>,
  changes: Partial<typeof effect> = {},
  { repeated = false, known = unknown, followedIds = [] as number[] } = {},
) {
  const keep = vi.fn(async () => undefined);
  const isFollowedByAnother = async (_context: unknown, dealId: number) => followedIds.includes(dealId);
  const handler = ensureSuspect({ pipedrive, keep, known, isFollowedByAnother });
  const result = await handler.run({ ...effect, ...changes }, conversionContextOf({ repeated }));
  return { result, written, kept: keep.mock.calls.length };
}

describe('a suspect (DS-02)', () => {
  it('of whom nothing is known gets an organization, a person and a deal of the owner', async () => {
    const { result, written, kept } = await run(pipedriveWith());
    expect(result).toEqual({ dealId: 501, personId: 701, organizationId: 801 });
    expect(written).toEqual([
      `organization Mairie d’Exemple of ${ids.owner}`,
      `person Camille Exemple of ${ids.owner} in 801, ${email}, +33100000000`,
      `deal Mairie d’Exemple of ${ids.owner} for 701 in 801 at ${ids.suspects}/${ids.identified}`,
    ]);
    expect(kept).toBe(3);
  });

  it('whose records are there gets a deal alone; the case of a name says nothing', async () => {
    const { result, written } = await run(pipedriveWith({ organizations: [mairie], persons: [aPerson()] }));
    expect(result).toEqual({ dealId: 501, personId: 700, organizationId: 800 });
    expect(written).toEqual([expect.stringMatching(/^deal .* for 700 in 800/)]);
  });

  it('is found by our own store before the search of the CRM knows them', async () => {
    const stage = pipedriveWith({ organizations: [mairie], persons: [aPerson()] }, { indexed: false });
    const known = { persons: async () => [700], organizations: async () => [800] };
    expect((await run(stage, {}, { known })).result).toMatchObject({ personId: 700, organizationId: 800 });
  });

  it('is not somebody whom the search gives for another address, nor an organization of another name', async () => {
    const others = { organizations: [{ ...mairie, name: 'Mairie d’Exemple-sur-Mer' }] };
    const persons = [aPerson({ emails: ['autre@mairie.example.org'] })];
    const { result } = await run(pipedriveWith({ ...others, persons }));
    expect(result).toMatchObject({ personId: 701, organizationId: 801 });
  });

  it('that somebody chose by their records stays with them', async () => {
    const stage = pipedriveWith(
      { organizations: [mairie], persons: [aPerson({ emails: [] })] },
      { indexed: false },
    );
    const chosen = {
      organization: { id: 800, name: 'Mairie' },
      person: { id: 700, name: 'Camille', email: null, phone: null },
    };
    const { result, written } = await run(stage, chosen);
    expect(result).toEqual({ dealId: 501, personId: 700, organizationId: 800 });
    expect(written).toHaveLength(1);
  });

  it('without an organization and without an address is one all the same', async () => {
    const alone = {
      organization: null,
      person: { id: null, name: 'Camille Exemple', email: null, phone: null },
    };
    const { result, written } = await run(pipedriveWith(), alone);
    expect(result).toEqual({ dealId: 501, personId: 701, organizationId: null });
    expect(written[0]).toBe(`person Camille Exemple of ${ids.owner} in undefined, undefined, undefined`);
  });
});

describe('what an interrupted try made is taken up', () => {
  it('the records, although the search does not know them yet', async () => {
    const stage = pipedriveWith({ organizations: [mairie], persons: [aPerson()] }, { indexed: false });
    const { result, written } = await run(stage, {}, { repeated: true });
    expect(result).toEqual({ dealId: 501, personId: 700, organizationId: 800 });
    expect(written).toHaveLength(1);
  });

  it('not a person of another organization or with another address', async () => {
    const persons = [
      aPerson({ organizationId: 9 }),
      aPerson({ id: 702, emails: ['autre@mairie.example.org'] }),
    ];
    const stage = pipedriveWith({ organizations: [mairie], persons }, { indexed: false });
    expect((await run(stage, {}, { repeated: true })).result.personId).toBe(701);
  });

  it('the deal: open, of that person, of the same title, among the suspects', async () => {
    const { deal } = dealFacts({ title: 'Mairie d’Exemple' });
    const records = { organizations: [mairie], persons: [aPerson()] };
    const found = await run(pipedriveWith({ ...records, deals: [deal] }), {}, { repeated: true });
    expect(found).toMatchObject({ result: { dealId: 500 }, written: [] });
    const elsewhere = { ...deal, pipelineId: ids.elsewhere };
    const renamed = { ...deal, title: 'Autre affaire' };
    const made = await run(
      pipedriveWith({ ...records, deals: [elsewhere, renamed] }),
      {},
      { repeated: true },
    );
    expect(made.result.dealId).toBe(501);
  });

  it('not a deal that another conversion follows: nobody is followed twice', async () => {
    const { deal } = dealFacts({ title: 'Mairie d’Exemple' });
    const stage = pipedriveWith({ organizations: [mairie], persons: [aPerson()], deals: [deal] });
    const { result } = await run(stage, {}, { followedIds: [deal.id] });
    expect(result.dealId).toBe(501);
  });
});

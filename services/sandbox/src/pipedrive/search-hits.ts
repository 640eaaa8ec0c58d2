import { byId } from './lookup.ts';
import type { Deal, Json, Organization, Person, PipedriveMemory } from './records.ts';

/** One record as search knows it: what is shown, and the texts each searchable field holds. */
export type Hit = {
  id: number;
  item: Record<string, unknown>;
  texts: Record<string, string[]>;
};

function customTexts(values: Record<string, Json>): string[] {
  return Object.values(values).filter((value): value is string => typeof value === 'string');
}

function organizationOf(memory: PipedriveMemory, id: number | null): object | null {
  const found = id === null ? undefined : byId(memory.organizations, id);
  return found ? { id: found.id, name: found.name, address: found.address?.value ?? null } : null;
}

/** A person as search answers them: plain strings for e-mails and phones (pipedrive.md 2.5). */
export function personHit(memory: PipedriveMemory, person: Person): Hit {
  const emails = person.emails.map((point) => point.value);
  const phones = person.phones.map((point) => point.value);
  const custom = customTexts(person.custom_fields);
  return {
    id: person.id,
    item: {
      id: person.id,
      type: 'person',
      name: person.name,
      phones,
      emails,
      visible_to: person.visible_to,
      owner: { id: person.owner_id },
      organization: organizationOf(memory, person.org_id),
      custom_fields: custom,
      notes: [],
    },
    texts: { name: [person.name], email: emails, phone: phones, custom_fields: custom },
  };
}

/** An organization as search answers it. */
export function organizationHit(organization: Organization): Hit {
  const custom = customTexts(organization.custom_fields);
  const address = organization.address?.value;
  return {
    id: organization.id,
    item: {
      id: organization.id,
      type: 'organization',
      name: organization.name,
      address: address ?? null,
      visible_to: organization.visible_to,
      owner: { id: organization.owner_id },
      custom_fields: custom,
      notes: [],
    },
    texts: {
      name: [organization.name],
      address: typeof address === 'string' ? [address] : [],
      custom_fields: custom,
    },
  };
}

/** A deal as search answers it. */
export function dealHit(memory: PipedriveMemory, deal: Deal): Hit {
  const person = deal.person_id === null ? undefined : byId(memory.persons, deal.person_id);
  const custom = customTexts(deal.custom_fields);
  return {
    id: deal.id,
    item: {
      id: deal.id,
      type: 'deal',
      title: deal.title,
      value: deal.value,
      currency: deal.currency,
      status: deal.status,
      visible_to: deal.visible_to,
      owner: { id: deal.owner_id },
      stage: { id: deal.stage_id, name: byId(memory.stages, deal.stage_id)?.name },
      person: person ? { id: person.id, name: person.name } : null,
      organization: organizationOf(memory, deal.org_id),
      custom_fields: custom,
      notes: [],
      is_archived: deal.is_archived,
    },
    texts: { title: [deal.title], custom_fields: custom },
  };
}

/** Does one field of a hit match? Case matters here (pipedrive.md 2.5). */
export function fieldMatches(hit: Hit, field: string, term: string, match: string): boolean {
  const texts = hit.texts[field] ?? [];
  if (match === 'beginning') return texts.some((text) => text.startsWith(term));
  return texts.some((text) => (match === 'middle' ? text.includes(term) : text === term));
}

/**
 * How well a hit matches, 0 when it does not. Case never matters; an exact match is of the whole text
 * (pipedrive.md 2.4, 2.5). `fields` left out means all of them.
 */
export function scoreOf(
  hit: Hit,
  term: string,
  exact: boolean,
  fields: readonly string[] | undefined,
): number {
  const wanted = term.trim().toLowerCase();
  const texts = Object.entries(hit.texts)
    .filter(([field]) => !fields || fields.includes(field))
    .flatMap(([, values]) => values.map((value) => value.toLowerCase()));
  if (texts.includes(wanted)) return 1;
  return !exact && texts.some((text) => text.includes(wanted)) ? 0.5 : 0;
}

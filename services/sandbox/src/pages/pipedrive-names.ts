import type { Deal, Json, Person, PipedriveMemory } from '../pipedrive/records.ts';
import { type Html, html } from './html.ts';
import type { PageContext } from './page-context.ts';

/** Names of what records point at, for people. */
export function ownerName(memory: PipedriveMemory, id: number): string {
  return memory.users.find((user) => user.id === id)?.name ?? String(id);
}

export function personLink(memory: PipedriveMemory, id: number | null): Html {
  const person = memory.persons.find((candidate) => candidate.id === id);
  return person ? html`<a href="/pipedrive/person/${person.id}">${person.name}</a>` : html`—`;
}

export function organizationLink(memory: PipedriveMemory, id: number | null): Html {
  const found = memory.organizations.find((organization) => organization.id === id);
  return found ? html`<a href="/pipedrive/organization/${found.id}">${found.name}</a>` : html`—`;
}

export function organizationName(memory: PipedriveMemory, id: number | null): string {
  return memory.organizations.find((organization) => organization.id === id)?.name ?? '—';
}

export function pipelineName(memory: PipedriveMemory, id: number): string {
  return memory.pipelines.find((pipeline) => pipeline.id === id)?.name ?? String(id);
}

export function stageName(memory: PipedriveMemory, id: number): string {
  return memory.stages.find((stage) => stage.id === id)?.name ?? String(id);
}

/** The address a person is written to: the primary one, else the first. */
export function primaryEmail(person: Person): string {
  return (person.emails.find((email) => email.primary) ?? person.emails[0])?.value ?? '';
}

export function statusBadge({ t }: PageContext, deal: Deal): Html {
  if (deal.is_deleted) return html`<span class="badge bad">${t('Supprimée', 'Deleted')}</span>`;
  const looks = {
    open: ['', t('Ouverte', 'Open')],
    won: ['good', t('Gagnée', 'Won')],
    lost: ['bad', t('Perdue', 'Lost')],
  } as const;
  const [look, label] = looks[deal.status];
  return html`<span class="badge ${look}" data-status="${deal.status}">${label}</span>`;
}

/** The custom fields of a record that hold something, under their names; options by label. */
export function customFacts(
  memory: PipedriveMemory,
  owner: 'deal' | 'person' | 'organization',
  values: Record<string, Json>,
): [string, string][] {
  return memory.fields[owner]
    .filter((field) => field.is_custom_field)
    .flatMap((field) => {
      const value = values[field.field_code];
      if (value === null || value === undefined || value === '') return [];
      const option = field.options?.find((candidate) => candidate.id === value);
      const text = option?.label ?? (typeof value === 'object' ? JSON.stringify(value) : String(value));
      return [[field.field_name, text] as [string, string]];
    });
}

/** Notes come as HTML: shown here as plain text. */
export function noteText(content: string): string {
  return content
    .replace(/<br\s*\/?>|<\/(p|div|li|h\d)>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (entity) => entities[entity] ?? entity)
    .trim();
}

const entities: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&nbsp;': ' ',
};

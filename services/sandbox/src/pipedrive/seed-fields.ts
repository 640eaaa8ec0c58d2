import { createHash } from 'node:crypto';
import type { FieldDefinition, FieldOwner, FieldType } from './records.ts';

/** The field code of a seeded custom field: 40 hex digits, the same on every start (pipedrive.md 2.10). */
export function fieldCode(owner: FieldOwner, name: string): string {
  return createHash('sha1').update(`${owner}/${name}`).digest('hex');
}

type Definition = Omit<FieldDefinition, 'id'>;

function custom(owner: FieldOwner, name: string, type: FieldType, labels?: string[]): Definition {
  return {
    field_name: name,
    field_code: fieldCode(owner, name),
    field_type: type,
    options: labels?.map((label, index) => ({ id: index + 1, label, color: null })) ?? null,
    is_custom_field: true,
  };
}

function standard(code: string, name: string, type: FieldDefinition['field_type']): Definition {
  return { field_name: name, field_code: code, field_type: type, options: null, is_custom_field: false };
}

/** What the web form offers for the deadline. */
export const deadlines = [
  'Dès que possible',
  'Sous 3 mois',
  'Sous 6 mois',
  'Sous 12 mois',
  'Sans échéance',
] as const;

const standardFields: Record<FieldOwner, Definition[]> = {
  deal: [
    standard('title', 'Titre', 'varchar'),
    standard('value', 'Valeur', 'monetary'),
    standard('pipeline_id', 'Pipeline', 'int'),
    standard('stage_id', 'Étape', 'stage'),
    standard('status', 'Statut', 'status'),
    standard('owner_id', 'Propriétaire', 'user'),
  ],
  person: [
    standard('name', 'Nom', 'varchar'),
    standard('email', 'E-mail', 'varchar'),
    standard('phone', 'Téléphone', 'phone'),
    standard('owner_id', 'Propriétaire', 'user'),
  ],
  organization: [standard('name', 'Nom', 'varchar'), standard('address', 'Adresse', 'address')],
};

const teamFields: Record<FieldOwner, Definition[]> = {
  deal: [
    custom('deal', 'État de la demande', 'varchar'),
    custom('deal', 'Message de la demande', 'text'),
    custom('deal', 'Nature du besoin', 'enum', ['Marchés publics', 'Subventions', 'Autre']),
    custom('deal', 'Canaux', 'set', ['Formulaire', 'Téléphone', 'Salon']),
    custom('deal', 'Prochaine promesse', 'date'),
    custom('deal', 'Budget estimé', 'monetary'),
    custom('deal', 'Nombre de dossiers par an', 'double'),
    custom('deal', 'Échéance', 'enum', [...deadlines]),
  ],
  person: [
    custom('person', 'Fonction', 'varchar'),
    custom('person', 'Identifiant du compte', 'varchar'),
    custom('person', 'État du compte', 'varchar'),
  ],
  organization: [
    custom('organization', 'SIREN', 'varchar'),
    custom('organization', "Type d'organisme", 'enum', ['Commune', 'Établissement public', 'Association']),
    custom('organization', 'Nombre de démarches', 'double'),
  ],
};

function numbered(definitions: Definition[]): FieldDefinition[] {
  return definitions.map((each, index) => ({ ...structuredClone(each), id: index + 1 }));
}

/** A few fields that every account has; with `team` also the custom ones that a team like this one has. */
export function seedFields(kind: 'standard' | 'team'): Record<FieldOwner, FieldDefinition[]> {
  const of = (owner: FieldOwner): FieldDefinition[] =>
    numbered([...standardFields[owner], ...(kind === 'team' ? teamFields[owner] : [])]);
  return { deal: of('deal'), person: of('person'), organization: of('organization') };
}

/** Kinds of things that Passerelle needs in the CRM. */
export type ProvisionKind =
  | 'pipeline'
  | 'stage'
  | 'person-field'
  | 'deal-field'
  | 'filter'
  | 'activity-type'
  | 'webhook';

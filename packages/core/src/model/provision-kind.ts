/** Kinds of things that Passerelle needs in the CRM, and in the help desk. */
export type ProvisionKind =
  | 'pipeline'
  | 'stage'
  | 'person-field'
  | 'deal-field'
  | 'filter'
  | 'activity-type'
  | 'webhook'
  | 'saved-reply'
  | 'customer-property'
  /** What else there is in the help desk: our webhook, or why nothing could be looked at. */
  | 'help-desk';

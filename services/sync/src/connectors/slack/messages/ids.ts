/** What Slack names in its payloads: the buttons and selects of messages, the Home and modals. */
export const actionIds = {
  accept: 'accept-request',
  refuse: 'refuse-request',
  askForEvidence: 'ask-for-evidence',
  recordEvidence: 'record-evidence',
  reconsider: 'reconsider-request',
  undo: 'undo-decision',
  confirm: 'confirm-decision',
  withdraw: 'withdraw-proposal',
  retry: 'retry-effect',
  target: 'target',
  openDeal: 'open-deal',
  homeSection: 'home-section',
  homePage: 'home-page',
  newRequest: 'new-request',
  delegate: 'delegate',
  delegationEnd: 'delegation-end',
  refusalReason: 'refusal-reason',
} as const;

/** The modals that are submitted. */
export const callbackIds = {
  refuse: 'refuse',
  evidence: 'evidence',
  newRequest: 'new-request',
  delegation: 'delegation',
} as const;

/** The inputs of modals: block and element bear the same name, so that Slack keeps what was typed (slack.md 9). */
export const fieldIds = {
  refusalReason: actionIds.refusalReason,
  refusalNote: 'refusal-note',
  evidenceDocument: 'evidence-document',
  name: 'name',
  email: 'email',
  emailUnknown: 'email-unknown',
  phone: 'phone',
  organization: 'organization',
  need: 'need',
  source: 'source',
  delegate: 'delegation-person',
  delegateFrom: 'delegation-from',
  delegateUntil: 'delegation-until',
} as const;

/** What finds our messages again (slack.md 10). */
export const eventTypes = {
  request: 'account_request',
  story: 'account_request_story',
  answerDue: 'conversation_answer_due',
} as const;

/** Where a deal goes, as the options of the target select say it: `target:<key>` or `deal:<id>`. */
export const targetValue = {
  target: (key: string) => `target:${key}`,
  deal: (dealId: number) => `deal:${dealId}`,
};

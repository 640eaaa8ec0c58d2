/** The ids of the benchmark's company and people. */
export const companyId = '7654321';
const robotUserId = 11;
const staffUserId = 21;
const at = '2026-05-28T08:00:00Z';

/** A request's own person and deal, as the form makes them. */
export function creations(n: number): [string, string] {
  return [
    envelope('create', 'person', n, `create-person-${n}`, personRecord(n, robotUserId), null),
    envelope('create', 'deal', n, `create-deal-${n}`, dealRecord(n, robotUserId, 1), null),
  ];
}

/**
 * Changes as they come in every day, one in fifty of them about a request's person.
 * @param mark stands for the id of the event, to be replaced by the sender
 */
export function dailyChanges(count: number, mark: string): string[] {
  return Array.from({ length: count }, (_, index) => {
    const id = 1_000 + (index >> 1);
    if (index % 50 === 0)
      return envelope('change', 'person', id, mark, personRecord(id, robotUserId), { name: 'X' });
    if (index % 2 === 0)
      return envelope('change', 'person', id, mark, personRecord(id, staffUserId), { name: 'X' });
    return envelope('change', 'deal', id, mark, dealRecord(id, staffUserId, 2), { stage_id: 1 });
  });
}

export function emailOf(n: number): string {
  return `demande-${n}@mairie.example.org`;
}

function envelope(
  action: 'create' | 'change',
  entity: 'person' | 'deal',
  id: number,
  eventId: string,
  data: object,
  previous: object | null,
): string {
  const meta = {
    action,
    company_id: companyId,
    correlation_id: '2ab3a6d5-5a0c-4ad0-9a3b-3f1f0f8a5d10',
    entity_id: String(id),
    entity,
    host: `company-${companyId}.pipedrive.com`,
    id: eventId,
    is_bulk_edit: false,
    timestamp: '2026-05-28T08:00:00.230Z',
    type: 'general',
    user_id: String(staffUserId),
    version: '2.0',
    webhook_id: '1',
    webhook_owner_id: '1',
    change_source: 'app',
    permitted_user_ids: ['1', '11', '12', '21', '22', '23'],
    attempt: 1,
  };
  return JSON.stringify({ data, previous, meta });
}

function personRecord(id: number, ownerId: number) {
  return {
    id,
    name: `Personne ${id}`,
    first_name: 'Personne',
    last_name: String(id),
    owner_id: ownerId,
    org_id: null,
    add_time: at,
    update_time: at,
    emails: [{ label: 'work', primary: true, value: emailOf(id) }],
    phones: [{ label: 'work', primary: true, value: '+33 1 00 00 00 00' }],
    birthday: null,
    custom_fields: {
      fa8dd8ed5c7b4ad3a7cb1f04a2a1a6d2c1b0e9f8: { type: 'varchar', value: 'Chef de service' },
    },
    im: [],
    job_title: null,
    label: null,
    label_ids: [],
    notes: null,
    picture_id: null,
    postal_address: null,
    visible_to: '3',
  };
}

function dealRecord(id: number, ownerId: number, stageId: number) {
  return {
    id,
    title: `Demande de compte administrateur - Mairie ${id}`,
    creator_user_id: ownerId,
    owner_id: ownerId,
    person_id: id,
    org_id: null,
    pipeline_id: 1,
    stage_id: stageId,
    value: 0,
    currency: 'EUR',
    status: 'open',
    add_time: at,
    update_time: at,
    stage_change_time: at,
    is_archived: false,
    archive_time: null,
    lost_reason: null,
    close_time: null,
    won_time: null,
    lost_time: null,
    expected_close_date: null,
    probability: null,
    label_ids: [],
    origin: 'WebForms',
    origin_id: null,
    channel: null,
    channel_id: null,
    visible_to: '3',
    custom_fields: {},
  };
}

/** The records as REST v2 answers them. */
export const records = { person: personRecord, deal: dealRecord, robotUserId, staffUserId };

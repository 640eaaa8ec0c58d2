import { randomUUID } from 'node:crypto';
import type { Database } from '#sync/store/database.ts';
import { insertDeliveries } from '#sync/store/deliveries.ts';
import { writeJournal } from '#sync/store/journal.ts';
import { company, newDelivery, newEffect, writtenInstance } from './store-rows.ts';

export const person = { name: 'Zoé Quintaine', email: 'zoe.q+a@mairie.example.org' };
const colleague = {
  staffId: 21,
  name: 'Camille Roux',
  email: 'camille@house.example.org',
  surface: 'slack',
} as const;

/** One line of the journal in which a colleague refuses. */
export function refusedBy(at: string) {
  const note = `${person.name} <${person.email}> wrote twice.`;
  const event = { type: 'refusal-requested', by: colleague, reason: 'not-public', note } as const;
  const reason = { key: 'too-late', values: { name: person.name } };
  const change = { outcome: 'advanced', stepBefore: 'pending', stepAfter: 'refused' } as const;
  return { revision: 2, at: new Date(at), event, reason, requestId: 'r-1', ...change };
}

/**
 * Writes a person into every table that may hold one, and beside them somebody else whose conversation, delivery and
 * effect name their address once.
 *
 * @param at of the line of their story
 * @returns the instances: theirs, and the other one's
 */
export async function writePerson(
  { db, pool }: Pick<Database, 'db' | 'pool'>,
  at = '2026-03-01T08:00:00Z',
): Promise<{ own: string; other: string }> {
  const timers = [{ name: 'evidence-expires', dueAt: at }];
  const links = [{ kind: 'email', value: person.email }];
  const written = { step: 'refused', search: `${person.name} ${person.email}`, effects: [newEffect('one')] };
  const own = await writtenInstance(db, { ...written, timers, links });
  const other = await writtenInstance(db, { search: `ccd ${person.email}`, effects: [newEffect('two')] });
  const conversation = await writtenInstance(db, {});
  const set = (id: string, process: string, state: object) =>
    pool.query('update instances set process = $2, state = $3 where id = $1', [id, process, state]);
  const emails = [person.email, 'zoe@home.example.org'];
  await set(own, 'account-request', {
    step: 'refused',
    person: { id: 1, name: person.name, emails },
    dealId: 3,
    account: { id: 'acc-1' },
  });
  await set(other, 'account-request', {
    person: { id: 9, emails: ['other@x.example.org'] },
    note: `Asked ${person.email.toUpperCase()}, and ${person.email}.`,
  });
  await set(conversation, 'conversation', {
    conversationId: 44,
    facts: { customer: { lastName: 'Quintaine', emails } },
  });
  await pool.query(
    `update effects set state = 'done', finished_at = now(), payload = $2, problem = $2 where instance_id = $1`,
    [own, { to: person.email, name: person.name }],
  );
  await pool.query('update effects set payload = $2 where instance_id = $1', [
    other,
    { text: `see ${person.email}` },
  ]);
  await writeJournal(db, own, refusedBy(at));
  await writeJournal(db, other, refusedBy(at));
  await insertDeliveries(db, [
    newDelivery('form', `submission:${company}:${person.email}`, `{"name":"${person.name}"}`),
    newDelivery('deal', `pipedrive:${company}:person:1`, `{"title":"${person.name}"}`),
    newDelivery('other', `pipedrive:${company}:person:9`, '{"title":"kept"}'),
  ]);
  await pool.query("update deliveries set state = 'routed'");
  const record = (entity: string, id: number, personId: number | null, value: object) =>
    pool.query(
      'insert into crm_records (company, entity, id, record, person_id, changed_at) values ($1, $2, $3, $4, $5, now())',
      [company, entity, id, value, personId],
    );
  await record('person', 1, null, { name: person.name, emails });
  await record('deal', 3, 1, { title: person.name });
  await record('deal', 5, 9, { title: 'kept' });
  await record('organization', 6, null, { name: 'Mairie', note: `ask ${person.email}` });
  await scatter(pool, own);
  return { own, other };
}

/** The smaller tables. */
async function scatter(pool: Database['pool'], own: string): Promise<void> {
  const bulk = randomUUID();
  const values = [company, own, person.email, person.name, bulk, randomUUID()];
  const statements = [
    `insert into commands (company, id, staff_id, answer) values ($1, $6, 21, jsonb_build_object('requestId', $2::text, 'name', $4::text))`,
    `insert into delivery_replays (delivery_id, by_name, state_before, reason_before) select id, 'Camille', 'failed', $4 from deliveries where key = 'form'`,
    `insert into bulk_decisions (id, company, command_id, staff_id, actor, decision) values ($5, $1, $6, 21, '{}', jsonb_build_object('note', 'as ' || $3::text))`,
    `insert into bulk_decision_items (bulk_decision_id, position, instance_id, command_id, reason) values ($5, 0, $2::uuid, $6, jsonb_build_object('key', 'k', 'name', $4::text))`,
    `insert into saved_views (id, company, staff_id, name, query, shared) values ($6, $1, 21, 'Zoé', jsonb_build_object('search', $3::text), false)`,
    `insert into approval_changes (instance_id, company, problem) values ($2::uuid, $1, jsonb_build_object('detail', $4::text)) on conflict do nothing`,
    `insert into approval_messages (instance_id, company, channel, ts, shown) values ($2::uuid, $1, 'C1', '17.1', $4)`,
    `insert into slack_people (company, team_id, user_id, email, name, is_guest, language) values ($1, 'T1', 'U1', $3, $4, true, 'fr')`,
    `insert into form_invitations (code_digest, company, conversation_id, name) values ('d', $1, 44, $4)`,
    `insert into opt_outs (company, email, told_by) values ($1, $3, 'client')`,
    `insert into company_facts (company, name, value) values ($1, 'a-fact', jsonb_build_object('said', 'by ' || $3::text))`,
    `insert into account_looks (instance_id) values ($2::uuid)`,
    `insert into drifts (instance_id, company, kind) values ($2::uuid, $1, 'account-gone')`,
    `insert into restored_doubts (instance_id, mails) values ($2::uuid, 1)`,
  ];
  for (const statement of statements) {
    // A statement takes the values it names, and no other.
    const used = [...new Set([...statement.matchAll(/\$(\d)/g)].map(([, n]) => Number(n)))].toSorted();
    const numbered = statement.replaceAll(/\$(\d)/g, (_, n) => `$${used.indexOf(Number(n)) + 1}`);
    await pool.query(
      numbered,
      used.map((n) => values[n - 1]),
    );
  }
}

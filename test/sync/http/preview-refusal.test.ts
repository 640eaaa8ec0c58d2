import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Company } from '#core/company.ts';
import type { ComposeMail } from '#sync/effect-handlers/send-email.ts';
import { performCommand } from '#sync/engine/perform-command.ts';
import { createRefusalPreview } from '#sync/http/preview-refusal.ts';
import type { Database } from '#sync/store/database.ts';
import { readEffects } from '#sync/store/effects.ts';
import { aCompany, actor, aPerson, observed } from '../../kit/account-request-samples.ts';
import { freshInstance } from '../../kit/engine-on-store.ts';
import { openTestStore } from '../../kit/test-store.ts';

let database: Database;
beforeAll(async () => {
  database = await openTestStore();
});
afterAll(() => database.close());

/** A mail whose words are what it was made with. */
const compose: ComposeMail = ({ template, variables }) => ({
  subject: template,
  text: JSON.stringify(variables),
  html: '',
});
const staffId = 21;

/** The mail that a refusal of this moment would send. */
async function preview(company: Company, requestId: string, note?: string) {
  const [staff] = company.staff.filter(({ id }) => id === staffId);
  if (!staff) throw new Error('nobody decides');
  const caller = { company, staff, language: 'fr' as const, mayDecide: true, mayConfigure: false };
  return createRefusalPreview(database.db, compose)(caller, { requestId, reason: 'individual', note });
}

/** Refuses, and reads the mails that were written to leave. */
async function mailsOfRefusal(company: Company, requestId: string, note?: string) {
  const command = {
    type: 'refuse-request',
    commandId: randomUUID(),
    requestId,
    reason: 'individual',
  } as const;
  await performCommand(
    { db: database.db, companyOf: () => company },
    { command: { ...command, ...(note && { note }) }, companyId: company.id, by: { ...actor(), staffId } },
    async () => 'done',
  );
  const effects = await readEffects(database.db, [requestId]);
  return effects.flatMap(({ effect }) => (effect.kind === 'send-email' ? [effect] : []));
}

describe('the preview of a refusal', () => {
  it('is the mail that then leaves, signed by the one whose turn it is', async () => {
    const company = aCompany({ owners: { rule: 'round-robin' } });
    const signed = new Set<string | undefined>();
    for (const _ of [1, 2, 3]) {
      const { id } = await freshInstance(database);
      const shown = await preview(company, id, 'Vu au téléphone.');
      const [mail] = await mailsOfRefusal(company, id, 'Vu au téléphone.');
      expect(mail?.variables).toMatchObject({ note: 'Vu au téléphone.' });
      expect(shown).toEqual({
        subject: mail?.template,
        text: JSON.stringify(mail?.variables),
        html: '',
        to: mail?.to,
      });
      signed.add(mail?.variables.ownerName);
    }
    expect(signed.size).toBeGreaterThan(1);
  });

  it('shows the first of two deciders what leaves when the second one agrees', async () => {
    const company = aCompany({ fourEyes: { refuse: true } });
    const { id } = await freshInstance(database);
    expect(await preview(company, id)).toMatchObject({ subject: 'refusal-individual', to: /@/ });
    expect(await mailsOfRefusal(company, id)).toEqual([]);
  });

  it('says that no mail leaves where there is no address', async () => {
    const { id } = await freshInstance(database, observed({ person: aPerson({ emails: [] }) }));
    expect(await preview(aCompany(), id)).toEqual({ subject: '', text: '', html: '', to: '' });
  });

  it('writes nothing, and knows no request of another company', async () => {
    const { id } = await freshInstance(database);
    const before = await readEffects(database.db, [id]);
    await preview(aCompany(), id);
    expect(await readEffects(database.db, [id])).toEqual(before);
    expect(await preview({ ...aCompany(), id: '1002' }, id)).toBeUndefined();
  });
});

import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Problem } from '#core/model/problem.ts';
import { createRestoredDoubts } from '#sync/engine/restored-doubts.ts';
import type { ClaimedRow } from '#sync/store/claim-effect.ts';
import { writeFact } from '#sync/store/company-facts.ts';
import { openTestStore } from '../../kit/test-store.ts';

const words = { title: { fr: '', en: '' }, detail: { fr: '', en: '' } };
const mailOf = (instanceId: string, problem: Problem | null = null) =>
  ({ instanceId, problem }) as unknown as ClaimedRow;

describe('a store that came out of a backup', () => {
  it('asks once for each mail in doubt, and for those not done in the backup', async () => {
    const store = await openTestStore();
    try {
      const instance = randomUUID();
      const restoredAt = new Date().toISOString();
      await writeFact(store.db, '', 'restored', { restoredAt });
      await store.pool.query('insert into restored_doubts (instance_id, mails) values ($1, 2)', [instance]);
      const doubts = createRestoredDoubts(store.db);
      expect(await doubts.looksFirst()).toBe(true);

      const ask = (mail: ClaimedRow) => doubts.askBeforeMail(mail);
      const unclear = { word: 'retry-later', ...words, unclear: true } as const;
      await expect(ask(mailOf(randomUUID(), { ...unclear, cause: 'restored' }))).rejects.toThrow('rejected');
      // Somebody said that it was not sent: a problem is left, and no doubt.
      await ask(mailOf(instance, unclear));
      await expect(ask(mailOf(instance))).rejects.toThrow('rejected');
      await expect(ask(mailOf(instance))).rejects.toThrow('rejected');
      await ask(mailOf(instance));
      await ask(mailOf(randomUUID()));
    } finally {
      await store.close();
    }
  });

  it('looks first for thirty days', async () => {
    const store = await openTestStore();
    try {
      await writeFact(store.db, '', 'restored', { restoredAt: new Date(Date.now() - 31 * 86_400_000) });
      expect(await createRestoredDoubts(store.db).looksFirst()).toBe(false);
    } finally {
      await store.close();
    }
  });

  it('is no other: nobody is asked of a store that never was restored', async () => {
    const store = await openTestStore();
    try {
      const instance = randomUUID();
      await store.pool.query('insert into restored_doubts (instance_id, mails) values ($1, 1)', [instance]);
      const doubts = createRestoredDoubts(store.db);
      await doubts.askBeforeMail(mailOf(instance));
      expect(await doubts.looksFirst()).toBe(false);
    } finally {
      await store.close();
    }
  });
});

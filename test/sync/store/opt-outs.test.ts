import { expect, it } from 'vitest';
import { isOptedOut, keepOptOut } from '#sync/store/opt-outs.ts';
import { storeStage } from '../../kit/test-store.ts';

const stage = storeStage();
const email = 'camille@mairie.example.org';

it('is kept once, for one company, with the first word on it', async () => {
  expect(await isOptedOut(stage.db, '1', email)).toBe(false);
  expect(await keepOptOut(stage.db, '1', email, 'client')).toBe(true);
  expect(await keepOptOut(stage.db, '1', email, 'Équipe vente')).toBe(false);
  expect(await isOptedOut(stage.db, '1', email)).toBe(true);
  expect(await isOptedOut(stage.db, '2', email)).toBe(false);
  const rows = await stage.db.selectFrom('opt_outs').select('told_by').execute();
  expect(rows).toEqual([{ told_by: 'client' }]);
});

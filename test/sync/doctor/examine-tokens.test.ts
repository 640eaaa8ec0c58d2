import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { examineTokens } from '#sync/doctor/examine-tokens.ts';
import { findingsOfNow } from '#sync/doctor/tokens-of-today.ts';
import { addTokenFigures } from '#sync/http/metrics/token-figures.ts';
import { addSpentTokens, readTokenDay } from '#sync/store/token-budget.ts';
import { storeStage } from '../../kit/test-store.ts';

const now = new Date('2026-05-27T12:30:00Z');
const day = (left: number, spent: number) => ({
  allowance: 150_000,
  left,
  hours: [{ hour: '2026-05-27T12:00:00.000Z', spent }],
  beganAt: '2026-05-27T00:00:00.000Z',
});

describe('what people read of the tokens of the day', () => {
  it('is when they end and what waits, in the time zone of the company', () => {
    const [check] = examineTokens({ day: day(60_000, 22_500), timeZone: 'Europe/Paris' }, now);
    expect(check).toMatchObject({ area: 'budget', state: 'advice', who: 'admin' });
    expect(check?.detail.fr.replaceAll(/[\u202f\u00a0]/g, ' ')).toBe(
      'Restent 60 000 jetons sur 150 000. Au rythme des deux dernières heures, le quota est épuisé à 18:30. ' +
        'Attendent : les relectures dès 16:30, ce que les panneaux demandent à côté dès 17:30, ' +
        'l’exécution des décisions dès 18:00. Tout reprend au plus tôt à 02:00.',
    );
    expect(check?.detail.en).toContain('exhausted at 18:30');
  });

  it('is only what is left, where they last', () => {
    const [check] = examineTokens({ day: day(140_000, 100), timeZone: 'Europe/Paris' }, now);
    expect(check).toMatchObject({ state: 'ok', detail: { en: '140,000 of 150,000 tokens are left.' } });
  });

  it('is nothing while nobody knows how many there are', () => {
    expect(examineTokens({ day: null, timeZone: 'Europe/Paris' }, now)).toEqual([]);
  });
});

describe('the tokens that all nodes spent', () => {
  const stage = storeStage();
  const today = () => new Date().toISOString().slice(0, 10);
  const spent = (by: object, remaining: number | null) =>
    addSpentTokens(stage.db, '1001', today(), { by, allowance: 1_000, remaining });

  it('are added up by the day and by what they were for; the vendor’s word counts where it is less', async () => {
    expect(await spent({ decision: 5, sweep: 40 }, null)).toBe(45);
    expect(await spent({ sweep: 10 }, 500)).toBe(55);
    expect(await readTokenDay(stage.db, '1001', today())).toMatchObject({
      allowance: 1_000,
      left: 500,
      spent: 55,
      by: { decision: 5, sweep: 50 },
    });
  });

  it('are figures for operators, and a finding once something waits', async () => {
    await sql`update token_budget set remaining = 150 where company = '1001'`.execute(stage.db);
    const { items } = await findingsOfNow(stage.db, '1001', {
      ...{ reader: 'fr', timeZone: 'Europe/Paris' },
      now: new Date(),
    });
    expect(items).toMatchObject([{ area: 'budget', detail: expect.stringContaining('les relectures') }]);
    const registry = new Registry();
    addTokenFigures([registry], stage.db);
    const figures = await registry.metrics();
    const company = createHash('sha256').update('1001').digest('hex').slice(0, 8);
    expect(figures).toContain(`passerelle_tokens{company="${company}",what="left"} 150`);
    expect(figures).toContain(`passerelle_tokens_spent{company="${company}",purpose="sweep"} 50`);
    expect(figures).toMatch(/passerelle_tokens_stop_timestamp_seconds\{company="\w+",purpose="sweep"\} \d+/);
  });

  it('are not known where nobody told the size of a day', async () => {
    await addSpentTokens(stage.db, '1002', today(), { by: { sweep: 5 }, allowance: null, remaining: null });
    expect(await readTokenDay(stage.db, '1002', today())).toBeNull();
  });
});

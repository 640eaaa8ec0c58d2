import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepStrangers } from '#sync/deliveries/keep-strangers.ts';
import { type PipedriveRouting, routePipedrive } from '#sync/deliveries/route-pipedrive.ts';
import { subjectOf } from '#sync/deliveries/subject.ts';
import { type Permitted, toldAudience } from '#sync/deliveries/told-audience.ts';
import type { Database } from '#sync/store/database.ts';
import type { DeliveryRow } from '#sync/store/deliveries.ts';
import { hiddenFrom, hiddenRecords } from '#sync/store/visibility.ts';
import { aCompany, aPerson, formRobot, manager, robot, sales } from '../../kit/account-request-samples.ts';
import { openTestStore } from '../../kit/test-store.ts';
import { envelope, robotPerson } from '../../kit/webhooks.ts';

const company = aCompany();
const at = '2026-11-20T08:00:00.000Z';
let database: Database;
beforeAll(async () => {
  database = await openTestStore();
});
afterAll(() => database.close());

const told = (...staffIds: number[]): Permitted => ({ staffIds, at, visibleTo: null });

describe('who may see a record', () => {
  it('is whom Pipedrive names', () => {
    expect(toldAudience(company, told(robot, sales))).toEqual({ audience: [robot, sales], at });
  });

  it('is everybody, once everybody who works there is named; who left does not count', () => {
    expect(toldAudience(company, told(robot, formRobot, sales, manager))?.audience).toBe('everybody');
  });

  it.each([3, 7])('is everybody who is named, where level %i may be the whole company', (visibleTo) => {
    const permitted = { ...told(robot, formRobot, sales, manager), visibleTo };
    expect(toldAudience(company, permitted)?.audience).toBe('everybody');
  });

  it.each([1, 5])(
    'is whom Pipedrive names at level %i, even if nobody else works there today',
    (visibleTo) => {
      const permitted = { ...told(robot, formRobot, sales, manager), visibleTo };
      expect(toldAudience(company, permitted)?.audience).toEqual([robot, formRobot, sales, manager]);
    },
  );

  it('is not everybody as long as nobody knows who works there', () => {
    const heardOf = { ...company, staff: company.staff.slice(0, 1), pipelines: [] };
    expect(toldAudience(heardOf, told(robot))?.audience).toEqual([robot]);
  });

  it('was not told where nobody is named', () => {
    expect(toldAudience(company, told())).toBeUndefined();
    expect(toldAudience(company, null)).toBeUndefined();
    expect(toldAudience(company, undefined)).toBeUndefined();
  });
});

describe('a webhook', () => {
  const routing: PipedriveRouting = { companyOf: () => company, staffChanged: async () => undefined };
  const hears = (id: number, permitted: string[] | undefined, timestamp: string, more: object = {}) => {
    const meta = { timestamp, ...(permitted && { permitted_user_ids: permitted }) };
    const data = robotPerson(id, `visible-${id}@mairie.example.org`, { update_time: at, ...more });
    const body = JSON.stringify(envelope({ entity: 'person', id, data, meta }));
    const delivery = { company: company.id, body } as DeliveryRow;
    return database.db.transaction().execute((store) => routePipedrive(routing, store, delivery, []));
  };
  const isHidden = async (id: number, staffId: number) =>
    (await hiddenRecords(database.db, company.id, 'person', [id], staffId)).has(id);

  it('tells who may see the record; a later one that tells nothing leaves it', async () => {
    await hears(801, [String(robot), String(manager)], '2026-11-20T08:00:00.100Z');
    expect([await isHidden(801, sales), await isHidden(801, manager)]).toEqual([true, false]);
    await hears(801, undefined, '2026-11-20T08:00:05.000Z');
    await hears(801, [], '2026-11-20T08:00:06.000Z');
    expect(await isHidden(801, sales)).toBe(true);
  });

  it('tells by its level whether a colleague of tomorrow may see the record', async () => {
    const all = [robot, formRobot, sales, manager].map(String);
    await hears(808, all, '2026-11-20T08:00:00.100Z', { visible_to: '1' });
    await hears(809, all, '2026-11-20T08:00:00.100Z', { visible_to: '3' });
    expect([await isHidden(808, 99), await isHidden(809, 99)]).toEqual([true, false]);
  });

  it('that overtook an earlier one keeps its word', async () => {
    await hears(802, [String(manager)], '2026-11-20T08:00:00.900Z');
    await hears(802, [String(sales)], '2026-11-20T08:00:00.300Z');
    expect([await isHidden(802, sales), await isHidden(802, manager)]).toEqual([true, false]);
  });

  it('about a stranger tells it too, for a request that may come of them', async () => {
    const record = aPerson({ id: 803, ownerId: sales });
    const change = { entity: 'person' as const, id: 803, record, changedAt: at, mergedToId: null };
    const subject = subjectOf(company.id, 803, '');
    const lot = [
      {
        id: 1,
        company: company.id,
        subject,
        change: { ...change, source: 'pipedrive', permitted: told(sales) },
      },
    ];
    await database.db.transaction().execute((store) => keepStrangers(store, () => company, lot));
    expect([await isHidden(803, sales), await isHidden(803, manager)]).toEqual([false, true]);
  });

  it('of the same people adds no row, whatever their order', async () => {
    const before = (await hiddenFrom(database.db, company.id, 0)).length;
    await hears(804, [String(manager), String(robot)], '2026-11-20T08:00:00.000Z');
    await Promise.all([805, 806, 807].map((id) => hears(id, ['21', '11'], '2026-11-20T08:00:00.000Z')));
    expect((await hiddenFrom(database.db, company.id, 0)).length).toBe(before + 1);
    expect(await isHidden(806, manager)).toBe(true);
  });
});

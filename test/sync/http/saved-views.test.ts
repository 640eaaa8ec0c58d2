import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SavedView, SavedViews } from '#core/contract/saved-views.ts';
import { viewsApi } from '#sync/http/views-api.ts';
import type { Database } from '#sync/store/database.ts';
import { viewsOfOneMax } from '#sync/store/saved-views.ts';
import { aCompany, manager, sales } from '../../kit/account-request-samples.ts';
import { openTestStore } from '../../kit/test-store.ts';
import { openWorkDoors, type WorkDoors } from '../../kit/work-doors.ts';

let database: Database;
let doors: WorkDoors;
beforeAll(async () => {
  database = await openTestStore();
  const companies = [aCompany(), { ...aCompany(), id: '1002' }];
  doors = await openWorkDoors(companies, (callerOf) => ({
    '/views': viewsApi({ db: database.db, callerOf }),
  }));
});
afterAll(async () => {
  await doors.close();
  await database.close();
});

const query = { steps: ['pending'], q: 'mairie', sort: 'name', direction: 'asc' } as const;
const save = (name: string, more: { staffId?: number; companyId?: string; shared?: boolean } = {}) => {
  const { shared = false, ...as } = more;
  return doors.call<SavedView>('/views', { ...as, body: { name, query, shared } });
};
const namesFor = async (as: { staffId?: number; companyId?: string } = {}) =>
  (await doors.call<SavedViews>('/views', as)).body.items.map(({ name, mine }) => [name, mine]);

describe('views of the list', () => {
  it('are the reader’s own, then what colleagues share; another company sees neither', async () => {
    const kept = await save('À rappeler');
    expect(kept).toMatchObject({
      status: 201,
      body: { name: 'À rappeler', query, shared: false, mine: true },
    });
    await save('Toute l’équipe', { staffId: manager, shared: true });
    await save('Pour moi', { staffId: manager });
    expect(await namesFor()).toEqual([
      ['À rappeler', true],
      ['Toute l’équipe', false],
    ]);
    expect(await namesFor({ staffId: manager })).toEqual([
      ['Pour moi', true],
      ['Toute l’équipe', true],
    ]);
    expect(await namesFor({ companyId: '1002' })).toEqual([]);
  });

  it('have a name that is the person’s alone, whatever its case', async () => {
    await save('Unique');
    const again = await save('uNIQUE');
    expect(again).toMatchObject({ status: 409, body: { title: 'Vous avez déjà une vue « uNIQUE »' } });
    expect((await save('Unique', { staffId: manager })).status).toBe(201);
    expect((await save('Unique', { companyId: '1002' })).status).toBe(201);
  });

  it('are removed by who saved them alone', async () => {
    const { body: view } = await save('À supprimer', { shared: true });
    const remove = (as: { staffId?: number; companyId?: string }) =>
      doors.call(`/views/${view.id}`, { ...as, method: 'DELETE' });
    expect(await remove({ staffId: manager })).toMatchObject({
      status: 403,
      body: { title: 'La vue « À supprimer » est celle d’un collègue' },
    });
    expect((await remove({ companyId: '1002' })).status).toBe(404);
    expect(await remove({ staffId: sales })).toEqual({ status: 200, body: { id: view.id } });
    expect((await remove({ staffId: sales })).status).toBe(404);
    expect((await doors.call('/views/x', { method: 'DELETE' })).status).toBe(404);
  });

  it('of a colleague that are not shared do not exist for others', async () => {
    const { body: view } = await save('Secrète');
    const removed = await doors.call(`/views/${view.id}`, { staffId: manager, method: 'DELETE' });
    expect(removed.status).toBe(404);
  });

  it.each([
    ['no name', { name: '  ' }, 'name'],
    ['a step that there is not', { query: { ...query, steps: ['nowhere'] } }, 'query.steps'],
    ['a sort that there is not', { query: { ...query, sort: 'age' } }, 'query.sort'],
    ['no word whether it is shared', { shared: undefined }, 'shared'],
  ])('with %s: 400 that says where', async (_what, changes, path) => {
    const answer = await doors.call('/views', { body: { name: 'Vue', query, shared: false, ...changes } });
    expect(answer).toMatchObject({ status: 400, body: { detail: `À corriger : ${path}.` } });
  });

  it(`are ${viewsOfOneMax} of one person at most`, async () => {
    const as = { staffId: manager, companyId: '1002' };
    for (let n = 0; n < viewsOfOneMax; n++) expect((await save(`Vue ${n}`, as)).status).toBe(201);
    const more = await save('Une de trop', as);
    expect(more).toMatchObject({ status: 409, body: { title: `Vous avez déjà ${viewsOfOneMax} vues` } });
  });
});

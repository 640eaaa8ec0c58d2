import { afterEach, expect, it } from 'vitest';
import { doctorApi } from '#sync/http/doctor-api.ts';
import { aServedCompany, callerIn, type Doors, openDoors } from '../../kit/configuration-doors.ts';

let doors: Doors;
afterEach(() => doors.close());

it('looks at the caller’s company and tells each reader in their language', async () => {
  const asked: string[] = [];
  const look = async (companyId: string) => {
    asked.push(companyId);
    return (reader: string) => ({ checks: [], at: `${reader} 2026-03-02T08:00:00.000Z` });
  };
  doors = await openDoors(doctorApi({ callerOf: callerIn(() => aServedCompany()), look }));
  expect((await doors.call('/')).body).toEqual({ checks: [], at: 'fr 2026-03-02T08:00:00.000Z' });
  expect((await doors.call('/', { language: 'en' })).body.at).toMatch(/^en /);
  expect(asked).toEqual(['7001', '7001']);
});

it('is for administrators', async () => {
  const look = () => Promise.reject(new Error('nobody may look'));
  doors = await openDoors(doctorApi({ callerOf: callerIn(() => aServedCompany()), look }));
  const { status, body } = await doors.call('/', { staff: 'colleague' });
  expect(status).toBe(403);
  expect(body.title).toContain('administrateurs');
});

import { afterEach, expect, it } from 'vitest';
import type { DoctorView } from '#core/contract/doctor-view.ts';
import { doctorApi } from '#sync/http/doctor-api.ts';
import { aServedCompany, callerIn, type Doors, openDoors } from '../../kit/configuration-doors.ts';

let doors: Doors;
afterEach(() => doors.close());

it('examines the caller’s company in the caller’s language, once for two who ask at once', async () => {
  const asked: string[] = [];
  let answer: (view: DoctorView) => void = () => undefined;
  const examine = (companyId: string, reader: string) => {
    asked.push(`${companyId} ${reader}`);
    return new Promise<DoctorView>((resolve) => {
      answer = resolve;
    });
  };
  doors = await openDoors(doctorApi({ callerOf: callerIn(() => aServedCompany()), examine }));
  const both = [doors.call('/'), doors.call('/')];
  while (asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await new Promise((resolve) => setTimeout(resolve, 50));
  const view = { checks: [], at: '2026-03-02T08:00:00.000Z' };
  answer(view);
  expect((await Promise.all(both)).map(({ body }) => body)).toEqual([view, view]);
  expect(asked).toEqual(['7001 fr']);
  const third = doors.call('/', { language: 'en' });
  while (asked.length === 1) await new Promise((resolve) => setTimeout(resolve, 5));
  answer(view);
  await third;
  expect(asked).toEqual(['7001 fr', '7001 en']);
});

it('is for administrators', async () => {
  const examine = () => Promise.reject(new Error('nobody may look'));
  doors = await openDoors(doctorApi({ callerOf: callerIn(() => aServedCompany()), examine }));
  const { status, body } = await doors.call('/', { staff: 'colleague' });
  expect(status).toBe(403);
  expect(body.title).toContain('administrateurs');
});

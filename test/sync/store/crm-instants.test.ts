import { expect, it } from 'vitest';
import { answeredInstant, listedInstant, toldInstant } from '#sync/store/crm-records.ts';

const second = '2026-05-27T15:40:07Z';

it('a change after a list was read, in the same second, is newer than what the list told', () => {
  const listed = listedInstant(second, new Date('2026-05-27T15:40:07.300Z'));
  expect(listed).toBe('2026-05-27T15:40:07.300Z');
  expect(toldInstant(second, '2026-05-27T15:40:07.650Z', false) > listed).toBe(true);
  expect(toldInstant(second, null, true) < listed).toBe(true);
});

it('what is listed in a later second is as sure as an answer', () => {
  expect(listedInstant(second, new Date('2026-05-27T15:40:09Z'))).toBe(answeredInstant(second));
});

it('a clock behind the vendor’s makes nothing older than its second', () => {
  expect(listedInstant(second, new Date('2026-05-27T15:40:02Z'))).toBe('2026-05-27T15:40:07.000Z');
});

import { expect, it } from 'vitest';
import { neverRead, readingDone, readingFailed, troubleText } from '#core/crm-reading.ts';

const problem = {
  word: 'retry-later',
  title: { fr: 'Pipedrive ne répond pas', en: 'Pipedrive does not answer' },
  detail: { fr: 'Rien à faire.', en: 'Nothing to do.' },
} as const;
const zone = 'Europe/Paris';

it('E-04 a list that was never read, or that cannot be read, says so; one that is read says nothing', () => {
  expect(troubleText(neverRead, 'fr', zone)).toBe(
    'Première lecture de Pipedrive en cours : des demandes peuvent manquer ici.',
  );
  const done = readingDone('2026-11-22T09:00:00.000Z');
  expect(troubleText(done, 'fr', zone)).toBeNull();
  const failing = readingFailed(done, problem, '2026-11-22T09:05:00.000Z');
  expect(troubleText(failing, 'fr', zone)).toBe(
    'Pipedrive ne répond pas (depuis le 22 nov. 2026, 10:05) : des demandes peuvent manquer ici. Rien à faire.',
  );
  expect(troubleText(failing, 'en', zone)).toMatch(
    /^Pipedrive does not answer \(since Nov 22, 2026, 10:05.AM\): /,
  );
  expect(troubleText(readingDone('2026-11-22T09:20:00.000Z'), 'fr', zone)).toBeNull();
});

it('dates a failure from its first time', () => {
  const once = readingFailed(neverRead, problem, '2026-11-22T09:05:00.000Z');
  const twice = readingFailed(once, { ...problem, word: 'broken' }, '2026-11-22T09:10:00.000Z');
  expect(twice).toMatchObject({
    readAt: null,
    failingSince: '2026-11-22T09:05:00.000Z',
    problem: { word: 'broken' },
  });
});

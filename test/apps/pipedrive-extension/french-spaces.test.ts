import { expect, it } from 'vitest';
import { withFrenchSpaces } from '../../../apps/pipedrive-extension/src/french-spaces.ts';

it('keeps French signs on the line of the word before them, in texts, functions and groups', () => {
  const texts = withFrenchSpaces({
    question: 'Abandonner ce refus ?',
    target: (name: string) => `Classée dans « ${name} » : c’est fait !`,
    states: { away: 'Injoignable ; nouvel essai' },
  });
  expect(texts.question).toBe('Abandonner ce refus\u00a0?');
  expect(texts.target('Suspect')).toBe('Classée dans «\u00a0Suspect\u00a0»\u00a0: c’est fait\u00a0!');
  expect(texts.states.away).toBe('Injoignable\u00a0; nouvel essai');
});

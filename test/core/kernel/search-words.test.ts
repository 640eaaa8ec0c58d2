import { expect, it } from 'vitest';
import { searchWords } from '#core/kernel/search-words.ts';

it.each([
  [['Mairie d’Été <marie@ville.fr>'], 'mairie d ete marie ville fr'],
  [['ÉLODIE', null, 'Œuvre n° 12'], 'elodie œuvre n 12'],
  [['Ġużeppi Đorđe'], 'guzeppi đorđe'],
  [['  ', null, '***'], ''],
  [[], ''],
])('%j is searched as "%s"', (texts, words) => {
  expect(searchWords(texts)).toBe(words);
});

it('finds a composed and a decomposed accent alike', () => {
  expect(searchWords(['Vélizy'.normalize('NFD')])).toBe(searchWords(['Vélizy'.normalize('NFC')]));
});

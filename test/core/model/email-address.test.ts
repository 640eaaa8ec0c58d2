import { expect, it } from 'vitest';
import { domainOf, normaliseEmail, normaliseEmails } from '#core/model/email-address.ts';

it.each([
  ['Camille@Mairie.FR', 'camille@mairie.fr'],
  ['\u00A0camille@mairie.fr\u2003', 'camille@mairie.fr'],
  ['\uFEFFcamille@mairie.fr\u200B', 'camille@mairie.fr'],
  ['ｃamille＠mairie.fr', 'camille@mairie.fr'],
  ['hélène@mairie.fr'.normalize('NFD'), 'hélène@mairie.fr'],
  ['camille+dossier@sous.mairie.fr', 'camille+dossier@sous.mairie.fr'],
])('%j is %s', (typed, address) => {
  expect(normaliseEmail(typed)).toBe(address);
});

it.each([
  '',
  'camille',
  'camille@mairie',
  '@mairie.fr',
  'camille@.fr',
  'ca mille@mairie.fr',
  'a@b.fr, c@d.fr',
  'a@b.fr;c@d.fr',
  'Camille <camille@mairie.fr>',
  'camille@@mairie.fr',
  'camille@mairie.f',
])('%j is no address', (typed) => {
  expect(normaliseEmail(typed)).toBeNull();
});

it('keeps the order, drops what is unusable or said twice', () => {
  expect(normaliseEmails(['B@x.fr', 'rien', 'a@x.fr', 'b@X.fr '])).toEqual(['b@x.fr', 'a@x.fr']);
});

it('takes the domain after the last @', () => {
  expect(domainOf('camille@sous.mairie.fr')).toBe('sous.mairie.fr');
});

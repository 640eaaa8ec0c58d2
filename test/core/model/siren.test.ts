import { describe, expect, it } from 'vitest';
import { isFreeMailDomain } from '#core/model/free-mail.ts';
import { isSiren, sirenOf } from '#core/model/siren.ts';

describe('a SIREN', () => {
  it.each([
    ['732 829 320', '732829320'],
    ['732.829.320', '732829320'],
    ['73282932000074', '732829320'],
    ['35600000000048', '356000000'],
    // Of a post office: the digits add up to a multiple of five.
    ['35600000049837', '356000000'],
  ])('is read from %s', (typed, siren) => {
    expect(sirenOf(typed)).toBe(siren);
  });

  it.each(['', '732829321', '73282932', '7328293200', '73282932000075', 'FR732829320', '①②③④⑤⑥⑦⑧⑨'])(
    'is not %s',
    (typed) => {
      expect(sirenOf(typed)).toBeNull();
      expect(isSiren(typed)).toBe(false);
    },
  );
});

describe('a domain at which anybody has an address', () => {
  it.each(['gmail.com', 'Orange.fr', 'yahoo.co.uk', 'laposte.net', 'gmx.com.br'])('%s is one', (domain) => {
    expect(isFreeMailDomain(domain)).toBe(true);
  });

  it.each(['mairie.fr', 'orange.example.org', 'free.gouv.fr', 'mairie.free.fr', 'freeform.fr', ''])(
    '%s is somebody’s own',
    (domain) => {
      expect(isFreeMailDomain(domain)).toBe(false);
    },
  );
});

import { describe, expect, it } from 'vitest';
import {
  emptyEntry,
  entryOf,
  entryProblems,
  isStarted,
  shortLink,
} from '../../../apps/pipedrive-extension/src/surfaces/new-request/view-model.ts';
import { EnterRequest } from '../../../packages/core/src/contract/enter-request.ts';

const filled = { ...emptyEntry, name: ' Camille Exemple ', email: 'camille@mairie.example.org' };
const commandId = '6b2f3c1e-7f0f-4a52-9a7e-1d3a5f0c9b10';

describe('entryProblems', () => {
  it('asks for a name and an address', () => {
    expect(entryProblems(emptyEntry)).toEqual({ name: 'name-missing', email: 'email-missing' });
    expect(entryProblems(filled)).toEqual({});
  });

  it.each(['camille', 'camille@mairie', 'ca mille@mairie.fr', '@mairie.fr', 'camille@mairie.'])(
    'takes “%s” for no address',
    (email) => {
      expect(entryProblems({ ...filled, email })).toEqual({ email: 'email-wrong' });
    },
  );

  it('asks for no address where it is not known, even if one was begun', () => {
    expect(entryProblems({ ...filled, email: 'cam', emailUnknown: true })).toEqual({});
  });

  it('asks for the code when that is the source', () => {
    expect(entryProblems({ ...filled, source: 'code', code: ' ' })).toEqual({ code: 'code-missing' });
  });
});

describe('entryOf', () => {
  it('is what the service takes, without empty fields', () => {
    const entry = { ...entryOf(filled), commandId };
    expect(entry).toEqual({
      commandId,
      type: 'enter-request',
      name: 'Camille Exemple',
      email: 'camille@mairie.example.org',
      source: 'phone',
    });
    expect(EnterRequest.safeParse(entry).success).toBe(true);
  });

  it('leaves a begun address out when it is unknown', () => {
    const entry = { ...entryOf({ ...filled, email: 'cam', emailUnknown: true, need: 'Aide' }), commandId };
    expect(entry).toMatchObject({ emailUnknown: true, need: 'Aide' });
    expect(entry).not.toHaveProperty('email');
    expect(EnterRequest.safeParse(entry).success).toBe(true);
  });

  it('names the code as the source', () => {
    expect(entryOf({ ...filled, source: 'code', code: ' salon ' }).source).toBe('salon');
  });
});

describe('shortLink', () => {
  it('carries the code and keeps what the address already says', () => {
    expect(shortLink('https://service.example.org/request', '')).toBe('https://service.example.org/request');
    expect(shortLink('https://service.example.org/request?company=7', 'salon & co')).toBe(
      'https://service.example.org/request?company=7&s=salon+%26+co',
    );
  });

  it('is nowhere when the form is switched off', () => {
    expect(shortLink(null, 'salon')).toBeNull();
  });
});

describe('isStarted', () => {
  it('is what leaving would lose', () => {
    expect(isStarted(emptyEntry)).toBe(false);
    expect(isStarted({ ...emptyEntry, source: 'event', need: ' ' })).toBe(false);
    expect(isStarted({ ...emptyEntry, phone: '01' })).toBe(true);
  });
});

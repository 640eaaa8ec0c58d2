import { describe, expect, it } from 'vitest';
import {
  changed,
  emptySuspect,
  isStarted,
  type Match,
  mayBeTaken,
  questionOf,
  suspectOf,
  suspectProblems,
  taken,
} from '../../../apps/pipedrive-extension/src/surfaces/new-suspect/view-model.ts';

const filled = {
  ...emptySuspect,
  organization: ' Commune de Valmont ',
  name: 'Camille Exemple',
  email: 'accueil@valmont.example.org',
  siren: '213 105 554',
};
const organization: Match = {
  what: 'organization',
  id: 9,
  name: 'Valmont (commune)',
  dealId: null,
  conversionId: null,
  because: 'même nom',
};
const person: Match = { ...organization, what: 'person', id: 7, name: 'Camille E.' };

describe('a form that is sent', () => {
  it('needs a name, a whole address and nine digits', () => {
    expect(suspectProblems(filled)).toEqual({});
    expect(suspectProblems({ ...filled, name: ' ', email: 'accueil@valmont', siren: '2131' })).toEqual({
      name: 'name-missing',
      email: 'email-wrong',
      siren: 'siren-wrong',
    });
    expect(suspectProblems({ ...filled, email: '', siren: '' })).toEqual({});
  });

  it('asks for what was typed, by the way that is proposed, for whoever enters it', () => {
    expect(suspectOf(filled, 'mail', false)).toEqual({
      type: 'create-suspect',
      person: { name: 'Camille Exemple', email: 'accueil@valmont.example.org', phone: null },
      organization: { name: 'Commune de Valmont' },
      siren: '213105554',
      channel: 'mail',
      isNew: false,
    });
    const chosen = { ...filled, channel: 'event', ownerId: 22 } as const;
    expect(suspectOf(chosen, 'mail', true)).toMatchObject({ channel: 'event', ownerId: 22, isNew: true });
  });
});

describe('a record that is there already', () => {
  it('is taken over instead of what was typed', () => {
    const form = taken(taken(filled, organization), person);
    expect(suspectOf(form, 'call', false)).toMatchObject({
      organization: { id: 9, name: 'Valmont (commune)' },
      person: { id: 7, name: 'Camille E.' },
    });
    expect(mayBeTaken(filled, organization)).toBe(true);
    expect(mayBeTaken(form, organization)).toBe(false);
    expect(mayBeTaken(filled, { ...organization, what: 'conversion' })).toBe(false);
  });

  it('is let go of as soon as another name is typed', () => {
    const form = taken(taken(filled, organization), person);
    expect(changed(form, { organization: 'Commune d’ailleurs' })).toMatchObject({
      organizationId: null,
      personId: 7,
    });
    expect(changed(form, { email: 'autre@example.org' })).toMatchObject({ organizationId: 9, personId: 7 });
  });
});

it('asks for others that may be the same once there is something to compare', () => {
  expect(questionOf(emptySuspect)).toBeNull();
  expect(questionOf({ ...emptySuspect, name: 'Camille' })).toBeNull();
  expect(questionOf({ ...emptySuspect, email: 'accueil@example.org' })).toEqual({
    person: { email: 'accueil@example.org', phone: null },
  });
  expect(questionOf(filled)).toMatchObject({
    organization: { name: 'Commune de Valmont' },
    siren: '213105554',
  });
});

it('is started by anything that was typed, not by a choice', () => {
  expect(isStarted(emptySuspect)).toBe(false);
  expect(isStarted({ ...emptySuspect, channel: 'mail', ownerId: 22 })).toBe(false);
  expect(isStarted({ ...emptySuspect, phone: '01' })).toBe(true);
});

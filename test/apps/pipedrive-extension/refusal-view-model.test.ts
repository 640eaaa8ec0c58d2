import { describe, expect, it } from 'vitest';
import {
  emptyForm,
  obstacle,
  refusalDraft,
  refusedName,
} from '../../../apps/pipedrive-extension/src/surfaces/refusal-modal/view-model.ts';
import { sampleChoices, sampleRequest } from './request-samples.ts';

describe('emptyForm', () => {
  it('preselects no reason, unless there is only one', () => {
    expect(emptyForm(sampleChoices).reason).toBeNull();
    const only = { ...sampleChoices, refusalReasons: [{ key: 'individual', label: 'Particulier' }] };
    expect(emptyForm(only).reason).toBe('individual');
  });
});

describe('refusalDraft', () => {
  it('waits for a reason and leaves an empty note out', () => {
    expect(refusalDraft('r', { reason: null, note: 'Bonjour' })).toBeNull();
    expect(refusalDraft('r', { reason: 'individual', note: '  \n ' })).toEqual({
      requestId: 'r',
      reason: 'individual',
    });
    expect(refusalDraft('r', { reason: 'individual', note: ' Bonjour ' })?.note).toBe('Bonjour');
  });
});

describe('obstacle', () => {
  it('tells who may not from what can no longer be', () => {
    expect(obstacle(sampleRequest(), true)).toBeNull();
    expect(obstacle(sampleRequest(), false)).toBe('not-allowed');
    expect(obstacle(sampleRequest({ allowedCommands: ['reconsider-request'] }), true)).toBe('closed');
  });
});

describe('refusedName', () => {
  it('is the organization, else the person', () => {
    expect(refusedName(sampleRequest())).toBe('Mairie');
    expect(refusedName(sampleRequest({ organization: null }))).toBe('Accueil');
    expect(refusedName(sampleRequest({ organization: { id: 1, name: null, siren: null } }))).toBe('Accueil');
  });
});

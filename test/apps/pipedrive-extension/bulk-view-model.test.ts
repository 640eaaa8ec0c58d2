import { describe, expect, it } from 'vitest';
import type { BulkDecisionView } from '#core/contract/bulk.ts';
import {
  ableTo,
  bulkDraft,
  byNeed,
  furtherBulk,
  nameOf,
  outcomeCounts,
} from '../../../apps/pipedrive-extension/src/components/bulk/view-model.ts';
import { sampleRequest } from './request-samples.ts';

const form = { target: '', reason: null, note: '', document: '' };

describe('bulkDraft', () => {
  it('accepts with a target, or without where there is none', () => {
    expect(bulkDraft('accept-request', { ...form, target: 'client' })).toEqual({
      type: 'accept-request',
      target: 'client',
    });
    expect(bulkDraft('accept-request', form)).toEqual({ type: 'accept-request' });
  });

  it('waits for the reason of a refusal and leaves an empty note out', () => {
    expect(bulkDraft('refuse-request', { ...form, note: 'Bonjour' })).toBeNull();
    expect(bulkDraft('refuse-request', { ...form, reason: 'individual', note: ' ' })).toEqual({
      type: 'refuse-request',
      reason: 'individual',
    });
  });

  it('waits for the document, and takes its spaces off', () => {
    expect(bulkDraft('ask-for-evidence', { ...form, document: '  ' })).toBeNull();
    expect(bulkDraft('ask-for-evidence', { ...form, document: ' arrêté ' })).toEqual({
      type: 'ask-for-evidence',
      document: 'arrêté',
    });
  });

  it('needs nothing to reconsider, and says nothing else', () => {
    expect(bulkDraft('reconsider-request', { ...form, target: 'client', reason: 'individual' })).toEqual({
      type: 'reconsider-request',
    });
  });
});

describe('ableTo', () => {
  it('keeps what the service allows now', () => {
    const decided = sampleRequest({ id: 'd', allowedCommands: ['reconsider-request'] });
    const open = sampleRequest({ id: 'o' });
    expect(ableTo([decided, open], 'accept-request').map(({ id }) => id)).toEqual(['o']);
    expect(ableTo([decided, open], 'reconsider-request').map(({ id }) => id)).toEqual(['d']);
  });
});

const item = (requestId: string, outcome: BulkDecisionView['items'][number]['outcome']) => ({
  requestId,
  name: requestId,
  outcome,
  reason: null,
});
const bulk = (done: number, items: BulkDecisionView['items'] = []): BulkDecisionView => ({
  id: 'b',
  total: 5,
  done,
  finishedAt: null,
  items,
});

describe('results', () => {
  const items = [
    item('1', 'advanced'),
    item('2', 'refused'),
    item('3', 'waiting'),
    item('4', 'failed'),
    item('5', 'advanced'),
  ];

  it('puts first what needs a look, otherwise keeps the order', () => {
    expect(byNeed(items).map(({ requestId }) => requestId)).toEqual(['4', '2', '3', '1', '5']);
  });

  it('counts every outcome', () => {
    expect(outcomeCounts({ items })).toEqual({ failed: 1, refused: 1, ignored: 0, waiting: 1, advanced: 2 });
  });

  it('never goes back', () => {
    expect(furtherBulk(bulk(3), bulk(2)).done).toBe(3);
    expect(furtherBulk(bulk(3), { ...bulk(2), id: 'other' }).done).toBe(2);
    expect(furtherBulk(null, bulk(0)).done).toBe(0);
  });
});

describe('nameOf', () => {
  it('names the person, and for whom they ask where that is known', () => {
    expect(nameOf(sampleRequest())).toBe('Accueil (Mairie)');
    expect(nameOf(sampleRequest({ organization: null }))).toBe('Accueil');
  });
});

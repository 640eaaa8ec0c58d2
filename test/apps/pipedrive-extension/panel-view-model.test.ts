import { describe, expect, it } from 'vitest';
import { allowedHeightPx } from '../../../apps/pipedrive-extension/src/host/fit-height.ts';
import { readParameters } from '../../../apps/pipedrive-extension/src/host/parameters.ts';
import { isMoving } from '../../../apps/pipedrive-extension/src/live/rhythm.ts';
import {
  isFinished,
  isToDecide,
  newerPanel,
  newerRequests,
  panelDelayMs,
  panelState,
  recordOf,
} from '../../../apps/pipedrive-extension/src/surfaces/panel/view-model.ts';
import { sampleChoices, sampleEffect, sampleRequest } from './request-samples.ts';

const problem = { type: '', title: 'Injoignable', status: 0, detail: '', instance: '' };

describe('readParameters and recordOf', () => {
  it('finds the record a panel stands beside', () => {
    const parameters = readParameters('?id=a&token=b&resource=person&view=details&selectedIds=42&theme=dark');
    expect(parameters).toMatchObject({ identifier: 'a', token: 'b', theme: 'dark' });
    expect(recordOf(parameters)).toEqual({ resource: 'person', id: 42 });
  });

  it('stands beside an organization too', () => {
    const parameters = readParameters('?resource=organization&selectedIds=9');
    expect(recordOf(parameters)).toEqual({ resource: 'organization', id: 9 });
  });

  it('finds none beside other records, in a list, or with an id that is no number', () => {
    for (const search of [
      '?resource=product&selectedIds=1',
      '?resource=deal',
      '?resource=deal&selectedIds=x',
    ]) {
      expect(recordOf(readParameters(search))).toBeNull();
    }
  });

  it('reads every record that was selected in a list, each once', () => {
    const { selectedIds, selectedId } = readParameters('?resource=deal&view=list&selectedIds=7,9,x,7,0,12');
    expect(selectedIds).toEqual([7, 9, 12]);
    expect(selectedId).toBe(7);
  });

  it('reads a modal’s data and survives an unreadable one', () => {
    expect(readParameters(`?data=${encodeURIComponent('{"requestId":"r","n":1}')}`).data).toEqual({
      requestId: 'r',
    });
    expect(readParameters('?data=%7Bbroken').data).toEqual({});
  });
});

describe('newerPanel', () => {
  it('keeps the newer request but takes the latest choices', () => {
    const shown = { request: sampleRequest({ revision: 3 }), choices: sampleChoices };
    const choices = { ...sampleChoices, undoSeconds: 30 };
    const merged = newerPanel(shown, { request: sampleRequest({ revision: 2 }), choices });
    expect(merged).toEqual({ request: shown.request, choices });
  });
});

describe('newerRequests', () => {
  it('puts the newest request first and keeps a newer revision', () => {
    const [old, recent] = ['2026-11-20T08:00:00.000Z', '2026-11-22T08:00:00.000Z'];
    const first = sampleRequest({ id: 'a', submittedAt: old, revision: 3 });
    const second = sampleRequest({ id: 'b', submittedAt: recent });
    const arriving = [sampleRequest({ id: 'a', submittedAt: old, revision: 2 }), second];
    expect(newerRequests({ requests: [first] }, { requests: arriving }).requests).toEqual([second, first]);
  });
});

describe('isToDecide', () => {
  it('is what the reader can decide or confirm now', () => {
    expect(isToDecide(sampleRequest())).toBe(true);
    expect(isToDecide(sampleRequest({ allowedCommands: ['confirm-decision'] }))).toBe(true);
    expect(isToDecide(sampleRequest({ allowedCommands: ['reconsider-request', 'undo-decision'] }))).toBe(
      false,
    );
  });
});

describe('rhythm', () => {
  it('is quicker while the service works', () => {
    const resting = {
      request: sampleRequest({ step: 'accepted', effects: [sampleEffect({ state: 'done' })] }),
      choices: sampleChoices,
    };
    const moving = { request: sampleRequest({ step: 'refusing' }), choices: sampleChoices };
    expect(panelDelayMs(resting)).toBe(1500);
    expect(panelDelayMs(moving)).toBe(1000);
    expect(panelDelayMs(null)).toBe(1500);
  });

  it('does not call a request moving whose effects wait for a person', () => {
    expect(
      isMoving(sampleRequest({ step: 'accepted', effects: [sampleEffect({ state: 'dead-letter' })] })),
    ).toBe(false);
    expect(
      isMoving(sampleRequest({ step: 'accepted', effects: [sampleEffect({ state: 'retrying' })] })),
    ).toBe(true);
  });
});

describe('panelState', () => {
  const value = { request: sampleRequest(), choices: sampleChoices };
  it('keeps the facts while the service is away', () => {
    expect(panelState({ value, problem, freshAtMs: 1 })).toBe('request');
  });

  it('tells loading, away and empty apart', () => {
    expect(panelState({ value: null, problem: null, freshAtMs: null })).toBe('loading');
    expect(panelState({ value: null, problem, freshAtMs: null })).toBe('away');
    expect(panelState({ value: { ...value, request: null }, problem: null, freshAtMs: 1 })).toBe('empty');
  });
});

describe('allowedHeightPx', () => {
  it('stays within what the host allows a panel', () => {
    expect([20, 333.2, 4000].map(allowedHeightPx)).toEqual([100, 334, 750]);
  });
});

describe('a request that is finished', () => {
  const nowMs = Date.parse('2026-11-22T12:00:00.000Z');

  it('is decided, carried out and can no longer be taken back', () => {
    const finished = (overrides: Parameters<typeof sampleRequest>[0]) =>
      isFinished(sampleRequest(overrides), nowMs);
    expect(finished({ step: 'accepted' })).toBe(true);
    expect(finished({ step: 'accepted', undoUntil: '2026-11-22T12:00:05.000Z' })).toBe(false);
    expect(finished({ step: 'refused', undoUntil: '2026-11-22T11:59:55.000Z' })).toBe(true);
    expect(finished({ step: 'accepted', effects: [sampleEffect({ state: 'retrying' })] })).toBe(false);
    expect([finished({ step: 'pending' }), finished({ step: 'accepting' })]).toEqual([false, false]);
  });
});

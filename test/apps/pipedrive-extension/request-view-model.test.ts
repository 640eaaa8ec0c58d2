import { describe, expect, it } from 'vitest';
import { requestTexts } from '../../../apps/pipedrive-extension/src/components/request/texts.ts';
import {
  acceptDraft,
  clockEveryMs,
  countdown,
  effectProgress,
  firstDestination,
  fromWords,
  hasFindings,
  isDecisionOpen,
  isSeveral,
  mayRetry,
  newerView,
  offeredCommands,
  readDealNumber,
  sirenWords,
} from '../../../apps/pipedrive-extension/src/components/request/view-model.ts';
import { sampleChoices, sampleEffect, sampleRequest } from './request-samples.ts';

const now = Date.parse('2026-11-22T14:03:00.000Z');
const at = (ms: number) => new Date(now + ms).toISOString();

it('names a conversation by its number, and one without a number by a word', () => {
  const named = [requestTexts.fr, requestTexts.en].map(({ conversation }) => [
    conversation(12),
    conversation(null),
  ]);
  expect(named).toEqual([
    ['n°\u00A012', 'Conversation'],
    ['no.\u00A012', 'Conversation'],
  ]);
});

describe('newerView', () => {
  it('never lets an older revision replace a newer one', () => {
    const shown = sampleRequest({ revision: 5, step: 'accepting' });
    expect(newerView(shown, sampleRequest({ revision: 4 }))).toBe(shown);
  });

  it('takes the same revision, a newer one, another request, and the disappearance', () => {
    const shown = sampleRequest({ revision: 5 });
    for (const arriving of [
      sampleRequest({ revision: 5 }),
      sampleRequest({ revision: 6 }),
      sampleRequest({ id: 'another', revision: 1 }),
      null,
    ]) {
      expect(newerView(shown, arriving)).toBe(arriving);
    }
  });
});

describe('countdown', () => {
  it('tells what is left, and which part of the whole', () => {
    expect(countdown(at(7_500), at(-2_500), now)).toEqual({ leftMs: 7_500, leftPart: 0.75 });
  });

  it('is over at the very instant, and where there is nothing to undo', () => {
    expect(countdown(at(0), at(-10_000), now)).toBeNull();
    expect(countdown(at(1), at(-9_999), now)?.leftMs).toBe(1);
    expect(countdown(null, at(0), now)).toBeNull();
    expect(countdown('never', at(0), now)).toBeNull();
  });

  it('never shows more than the whole when the clocks disagree', () => {
    expect(countdown(at(10_000), at(3_000), now)?.leftPart).toBe(1);
  });
});

describe('offeredCommands', () => {
  it('offers exactly what the service allows', () => {
    const offered = offeredCommands(sampleRequest(), true, now);
    expect([...offered]).toEqual(['accept-request', 'refuse-request', 'ask-for-evidence']);
  });

  it('offers nothing to somebody who may not decide', () => {
    expect(offeredCommands(sampleRequest(), false, now).size).toBe(0);
  });

  it('takes the undo away when its time is over, before the service says so', () => {
    const request = sampleRequest({
      allowedCommands: ['undo-decision'],
      decidedAt: at(-10_000),
      undoUntil: at(1),
    });
    expect(offeredCommands(request, true, now).has('undo-decision')).toBe(true);
    expect(offeredCommands(request, true, now + 1).has('undo-decision')).toBe(false);
  });
});

describe('isDecisionOpen', () => {
  it('counts decisions, not undoing or retrying', () => {
    expect(isDecisionOpen(new Set(['undo-decision', 'retry-effect']))).toBe(false);
    expect(isDecisionOpen(new Set(['reconsider-request']))).toBe(true);
  });
});

describe('acceptDraft', () => {
  const { id } = sampleRequest();
  it('preselects the first target, never an attachment', () => {
    expect(acceptDraft(id, firstDestination(sampleChoices))).toEqual({
      type: 'accept-request',
      requestId: id,
      target: 'suspect',
    });
  });

  it('names the deal to attach to, proposed or written', () => {
    const attached = { type: 'accept-request', requestId: id, attachToDealId: 1042 };
    expect(acceptDraft(id, { kind: 'proposal', dealId: 1042 })).toEqual(attached);
    expect(acceptDraft(id, { kind: 'other', dealNumber: ' 1042 ' })).toEqual(attached);
  });

  it('is nothing when the number makes no sense', () => {
    expect(acceptDraft(id, { kind: 'other', dealNumber: 'la mairie' })).toBeNull();
  });

  it('leaves the target out when the company has none', () => {
    const none = firstDestination({ ...sampleChoices, targets: [] });
    expect(acceptDraft(id, none)).toEqual({ type: 'accept-request', requestId: id });
  });
});

describe('isSeveral', () => {
  it('counts targets and proposals together', () => {
    const [first] = sampleChoices.targets;
    const one = { ...sampleChoices, targets: first ? [first] : [] };
    expect(isSeveral(one, [])).toBe(false);
    expect(isSeveral(one, [{ dealId: 1, title: 'Mairie', because: 'domain' }])).toBe(true);
    expect(isSeveral(sampleChoices, [])).toBe(true);
  });
});

describe('readDealNumber', () => {
  it.each([
    ['1042', 1042],
    ['n° 1 042', 1042],
    ['#7', 7],
    ['https://example.pipedrive.com/deal/1042?tab=all', 1042],
    ['', null],
    ['0', null],
    ['-3', null],
    ['10.5', null],
    ['99999999999999999999', null],
  ])('reads %j as %j', (text, expected) => {
    expect(readDealNumber(text)).toBe(expected);
  });
});

describe('effects', () => {
  it('leaves cancelled ones out of the progress', () => {
    const states = ['done', 'done', 'cancelled', 'waiting'] as const;
    expect(effectProgress(states.map((state) => sampleEffect({ state })))).toEqual({ done: 2, all: 3 });
  });

  it('may be retried when failed and allowed only', () => {
    const allowed = new Set(['retry-effect'] as const);
    expect(mayRetry(sampleEffect({ state: 'retrying' }), allowed)).toBe(true);
    expect(mayRetry(sampleEffect({ state: 'dead-letter' }), allowed)).toBe(true);
    expect(mayRetry(sampleEffect({ state: 'running' }), allowed)).toBe(false);
    expect(mayRetry(sampleEffect({ state: 'dead-letter' }), new Set())).toBe(false);
  });
});

describe('clockEveryMs', () => {
  it('is quick only while something is counted down', () => {
    expect(clockEveryMs(sampleRequest({ undoUntil: at(1) }), now)).toBe(200);
    expect(clockEveryMs(sampleRequest({ undoUntil: at(0) }), now)).toBe(15_000);
    expect(clockEveryMs(sampleRequest({ effects: [sampleEffect({ state: 'retrying' })] }), now)).toBe(200);
  });
});

describe('hasFindings', () => {
  it('is false only while nothing at all came', () => {
    expect(hasFindings(sampleRequest({ verdict: 'unknown' }))).toBe(false);
    expect(hasFindings(sampleRequest({ verdict: 'unknown', warnings: ['Adresse en double'] }))).toBe(true);
    expect(hasFindings(sampleRequest({ verdict: 'eligible' }))).toBe(true);
  });
});

describe('words', () => {
  it('groups a SIREN and keeps anything else', () => {
    expect(sirenWords('213105554')).toBe('213\u00a0105\u00a0554');
    expect(sirenWords('21310')).toBe('21310');
  });

  it('names a surface, and keeps a name it does not know', () => {
    expect(fromWords('console', requestTexts.fr)).toBe('la console');
    expect(fromWords('Salesforce', requestTexts.fr)).toBe('Salesforce');
  });
});

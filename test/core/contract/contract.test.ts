import { describe, expect, it } from 'vitest';
import { BulkDecision } from '#core/contract/bulk.ts';
import { Command, PreviewedCommand } from '#core/contract/commands.ts';
import { EnterRequest } from '#core/contract/enter-request.ts';
import { SaveView } from '#core/contract/saved-views.ts';
import { commandEvent } from '#core/processes/account-request/command-event.ts';
import { actor } from '../../kit/account-request-samples.ts';

const id = '7b0a4c5e-6f41-4a77-9c8e-2d9f5a1b3c4d';
const other = '0d8f6a52-1c3b-4e5f-8a9b-7c6d5e4f3a2b';

describe('commands', () => {
  it('a preview takes every command as it is sent, with or without its id', () => {
    const types = Command.options.map((option) => option.shape.type.value);
    expect(PreviewedCommand.options.map((option) => option.shape.type.value)).toEqual(types);
    const command = { type: 'refuse-request', requestId: id, reason: 'individual' };
    expect(PreviewedCommand.parse(command)).toEqual(command);
    expect(PreviewedCommand.parse({ ...command, commandId: other })).toEqual(command);
    expect(Command.safeParse(command).success).toBe(false);
  });

  it('become what the process hears', () => {
    const by = actor();
    expect(commandEvent({ type: 'confirm-decision', requestId: id }, by)).toEqual({
      type: 'decision-confirmed',
      by,
    });
    expect(commandEvent({ type: 'withdraw-proposal', requestId: id }, by).type).toBe('proposal-withdrawn');
    expect(commandEvent({ type: 'accept-request', requestId: id }, by)).toEqual({
      type: 'acceptance-requested',
      by,
      target: null,
      attachToDealId: null,
    });
    const noted = { type: 'refuse-request', requestId: id, reason: 'individual', note: '  ' } as const;
    expect(commandEvent(noted, by)).toMatchObject({ reason: 'individual', note: null });
  });
});

describe('a bulk decision', () => {
  const refusal = { commandId: id, type: 'refuse-request', requestIds: [id], reason: 'individual' };

  it('names each request once, and 500 at most', () => {
    expect(BulkDecision.parse({ ...refusal, requestIds: [id, other, id] }).requestIds).toEqual([id, other]);
    expect(BulkDecision.safeParse({ ...refusal, requestIds: [] }).success).toBe(false);
    expect(BulkDecision.safeParse({ ...refusal, requestIds: Array(501).fill(id) }).success).toBe(false);
  });

  it('says what the decision needs', () => {
    const { reason, ...without } = refusal;
    expect(reason).toBe('individual');
    expect(BulkDecision.safeParse(without).success).toBe(false);
    expect(BulkDecision.safeParse({ ...without, type: 'ask-for-evidence' }).success).toBe(false);
    expect(BulkDecision.safeParse({ ...without, type: 'reconsider-request' }).success).toBe(true);
    expect(BulkDecision.safeParse({ ...without, type: 'undo-decision' }).success).toBe(false);
  });
});

it('a request entered by staff has an address, or says that it is not known', () => {
  const entered = { commandId: id, type: 'enter-request', name: ' Camille ', source: 'phone' };
  expect(EnterRequest.parse({ ...entered, email: 'c@example.org' }).name).toBe('Camille');
  expect(EnterRequest.safeParse({ ...entered, emailUnknown: true }).success).toBe(true);
  for (const wrong of [{}, { email: ' ' }, { email: 'c@example.org', emailUnknown: true }]) {
    expect(EnterRequest.safeParse({ ...entered, ...wrong }).error?.issues[0]?.path).toEqual(['email']);
  }
});

it('a view has a name and sorts by what the list can', () => {
  const query = { steps: ['pending'], q: '', sort: 'name', direction: 'asc' };
  expect(SaveView.safeParse({ name: 'À moi', query, shared: false }).success).toBe(true);
  expect(SaveView.safeParse({ name: ' ', query, shared: false }).success).toBe(false);
  expect(SaveView.safeParse({ name: 'x', query: { ...query, sort: 'phone' }, shared: true }).success).toBe(
    false,
  );
});

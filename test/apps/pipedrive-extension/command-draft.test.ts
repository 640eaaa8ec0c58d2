import { describe, expect, it } from 'vitest';
import {
  type CommandDraft,
  commandToSend,
} from '../../../apps/pipedrive-extension/src/live/command-draft.ts';

const accept: CommandDraft = { type: 'accept-request', requestId: 'r', target: 'suspect' };
const failed = { command: { ...accept, commandId: 'first' }, revision: 4 };
const send = (draft: CommandDraft, revision: number | null, before: typeof failed | null) =>
  commandToSend(draft, revision, before, () => 'fresh').commandId;

describe('commandToSend', () => {
  it('gives every click its own id', () => {
    expect(send(accept, 4, null)).toBe('fresh');
  });

  it('keeps the id of the same click tried again on the same facts', () => {
    expect(send({ target: 'suspect', requestId: 'r', type: 'accept-request' }, 4, failed)).toBe('first');
  });

  it('gives a new id once anything differs: the command, its target, or the facts it was decided on', () => {
    expect(send({ ...accept, target: 'client' }, 4, failed)).toBe('fresh');
    expect(send({ type: 'refuse-request', requestId: 'r', reason: 'individual' }, 4, failed)).toBe('fresh');
    expect(send(accept, 5, failed)).toBe('fresh');
  });
});

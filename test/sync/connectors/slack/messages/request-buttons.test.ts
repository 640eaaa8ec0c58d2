import { describe, expect, it } from 'vitest';
import { approvalMessage } from '../../../../../services/sync/src/connectors/slack/messages/approval-message.ts';
import { type ApprovalSample, anApproval, aRequest, french, oneTarget } from './samples.ts';

describe('the choice of where the deal goes', () => {
  const selectOf = (input: ApprovalSample) => {
    const block = approvalMessage(anApproval(input), french).blocks.at(-1);
    return block?.type === 'actions'
      ? block.elements.find(({ type }) => type === 'static_select')
      : undefined;
  };

  it('names targets and deals, the first target chosen', () => {
    const request = aRequest({ attachProposals: [{ dealId: 5, title: 'Ancienne', because: 'domain' }] });
    expect(selectOf({ request, choices: oneTarget })).toMatchObject({
      action_id: 'target',
      option_groups: [
        { label: { text: 'Destination' }, options: [{ value: 'target:suspect' }] },
        {
          label: { text: 'Rattacher à une affaire connue' },
          options: [
            { value: 'deal:5', text: { text: 'Ancienne' }, description: { text: 'Même domaine e-mail' } },
          ],
        },
      ],
      initial_option: { value: 'target:suspect' },
    });
  });

  it('is not there without a choice, nor without the right to accept', () => {
    expect(selectOf({ choices: oneTarget })).toBeUndefined();
    expect(selectOf({ request: aRequest({ allowedCommands: ['refuse-request'] }) })).toBeUndefined();
    expect(selectOf({})).toBeDefined();
  });
});

describe('buttons', () => {
  const buttonsOf = (input: ApprovalSample) => {
    const block = approvalMessage(anApproval(input), french).blocks.find(({ type }) => type === 'actions');
    return block?.type === 'actions' ? block : undefined;
  };

  it('are those that are allowed, Accept and Refuse in their colours, each with the sealed value', () => {
    const allowedCommands = [
      'refuse-request',
      'confirm-decision',
      'withdraw-proposal',
      'accept-request',
    ] as const;
    const request = aRequest({ allowedCommands: [...allowedCommands] });
    expect(buttonsOf({ request, choices: oneTarget, dealUrl: null })?.elements).toMatchObject([
      { action_id: 'confirm-decision', style: 'primary', value: 'sealed.request' },
      { action_id: 'accept-request', style: 'primary', value: 'sealed.request' },
      { action_id: 'refuse-request', style: 'danger', value: 'sealed.request' },
      { action_id: 'withdraw-proposal', value: 'sealed.request' },
    ]);
  });

  it('are in a block of another name after each change', () => {
    const names = [1, 2].map((revision) => buttonsOf({ request: aRequest({ revision }) })?.block_id);
    expect(names[0]).toMatch(/^decide:/);
    expect(names[0]).not.toBe(names[1]);
  });

  it('are none when nothing is allowed and there is no deal', () => {
    expect(buttonsOf({ request: aRequest({ allowedCommands: [] }), dealUrl: null })).toBeUndefined();
    expect(
      buttonsOf({ request: aRequest({ allowedCommands: [] }), dealUrl: 'javascript:1' }),
    ).toBeUndefined();
  });
});

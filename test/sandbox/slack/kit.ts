import type { ModalView } from '@slack/types';
import { LogLevel, WebClient } from '@slack/web-api';
import type { Sandbox } from '../../../services/sandbox/src/sandbox.ts';
import { slackIds } from '../../../services/sandbox/src/slack/seed-slack.ts';

export const ids = slackIds;

/** What Slack's packages would print about refusals that these tests are after. */
export const silent = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};

/** Slack's own client, pointed at the sandbox, patient with nothing. */
export function clientOf(
  { environment }: Sandbox,
  token: string | undefined = environment.SLACK_BOT_TOKEN,
): WebClient {
  return new WebClient(token, {
    slackApiUrl: environment.SLACK_API_URL ?? '',
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: 2_000,
    logger: silent,
  });
}

/** The error code a call is answered with, and what was told about it; fails when it is carried out. */
export async function refusal(
  call: Promise<unknown>,
): Promise<{ error: string; messages: string[] } & object> {
  const failure: unknown = await call.then(
    () => Promise.reject(new Error('the call was carried out')),
    (error: unknown) => error,
  );
  if (!(failure instanceof Error) || !('data' in failure)) throw failure;
  const data = failure.data as { error: string; response_metadata?: { messages?: string[] } };
  return { ...data, messages: data.response_metadata?.messages ?? [] };
}

export const text = (words: string) => ({ type: 'plain_text', text: words }) as const;
export const section = (words: string) =>
  ({ type: 'section', text: { type: 'mrkdwn', text: words } }) as const;

export const decideBlocks = [
  section('*Mairie*'),
  {
    type: 'actions',
    block_id: 'decide:1',
    elements: [
      {
        type: 'button',
        action_id: 'accept-request',
        text: text('Accepter'),
        value: 'sealed',
        style: 'primary',
      },
      {
        type: 'button',
        action_id: 'refuse-request',
        text: text('Refuser'),
        value: 'sealed',
        style: 'danger',
      },
    ],
  },
] as const;

export const reasonModal: ModalView = {
  type: 'modal',
  callback_id: 'refuse',
  title: text('Refuser la demande'),
  submit: text('Refuser'),
  close: text('Annuler'),
  notify_on_close: true,
  private_metadata: '{"value":"sealed"}',
  blocks: [
    {
      type: 'input',
      block_id: 'reason',
      label: text('Motif'),
      element: {
        type: 'static_select',
        action_id: 'refusal-reason',
        options: [
          { text: text('Particulier'), value: 'individual' },
          { text: text('Doublon'), value: 'duplicate' },
        ],
      },
    },
    {
      type: 'input',
      block_id: 'note',
      optional: true,
      label: text('Note'),
      element: { type: 'plain_text_input', action_id: 'note', multiline: true, max_length: 100 },
    },
  ],
};

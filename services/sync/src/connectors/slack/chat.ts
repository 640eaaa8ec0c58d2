import type { Calls } from './calls.ts';
import type { Slack, SlackMessage } from './port.ts';
import { Done, Posted } from './schema.ts';

/** Posting, redrawing and whispering (slack.md 10). */
export function chatCalls({ run }: Calls): Pick<Slack, 'postMessage' | 'updateMessage' | 'postEphemeral'> {
  return {
    postMessage: ({ channel, message, threadTs, broadcast, signal }) =>
      run(
        {
          method: 'chat.postMessage',
          channel,
          once: true,
          signal,
          args: {
            channel,
            ...picture(message),
            unfurl_links: false,
            unfurl_media: false,
            thread_ts: threadTs,
            reply_broadcast: threadTs === undefined ? undefined : broadcast,
          },
        },
        Posted,
      ),
    async updateMessage({ channel, ts, message }) {
      await run({ method: 'chat.update', channel, args: { channel, ts, ...picture(message) } }, Done);
    },
    async postEphemeral({ channel, user, text, threadTs }) {
      const args = { channel, user, text, thread_ts: threadTs };
      await run({ method: 'chat.postEphemeral', channel, args }, Done);
    },
  };
}

/** What is left out of an update stays: `metadata` is only sent when there is some. */
function picture({ text, blocks, metadata }: SlackMessage) {
  return { text, blocks, metadata };
}

/** The least one can do with a click: Bolt checks it and acknowledges. Says `{url}`. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { App, ExpressReceiver, LogLevel } from '@slack/bolt';

const { SLACK_SIGNING_SECRET: signingSecret = '' } = process.env;
const receiver = new ExpressReceiver({ signingSecret, endpoints: '/slack/events' });
const app = new App({
  receiver,
  authorize: async () => ({ botToken: 'xoxb-bench', botId: 'B1', botUserId: 'U0' }),
  logLevel: LogLevel.ERROR,
});
app.action(/.*/, ({ ack }) => ack());
const server = createServer(receiver.app);
server.keepAliveTimeout = 65_000;
await once(server.listen(0, '127.0.0.1'), 'listening');
process.stdout.write(
  `${JSON.stringify({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })}\n`,
);

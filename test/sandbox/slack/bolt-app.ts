import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { App, ExpressReceiver } from '@slack/bolt';
import express from 'express';
import type { Sandbox } from '../../../services/sandbox/src/sandbox.ts';
import { ids, silent } from './kit.ts';

/** An app made with Slack's own framework, on a port of its own; `reached` counts the requests before any check. */
export async function startBoltApp({ environment }: Sandbox, listen: (app: App) => void) {
  const site = express();
  const reached: { retry: string | undefined; reason: string | undefined }[] = [];
  site.use((req, _res, next) => {
    reached.push({ retry: req.get('x-slack-retry-num'), reason: req.get('x-slack-retry-reason') });
    next();
  });
  const receiver = new ExpressReceiver({
    signingSecret: environment.SLACK_SIGNING_SECRET ?? '',
    app: site,
    logger: silent,
  });
  const app = new App({
    receiver,
    logger: silent,
    tokenVerificationEnabled: false,
    token: environment.SLACK_BOT_TOKEN ?? '',
    botId: ids.bot,
    botUserId: ids.botUser,
    clientOptions: { slackApiUrl: environment.SLACK_API_URL ?? '', retryConfig: { retries: 0 } },
  });
  listen(app);
  const server = createServer(site).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    reached,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

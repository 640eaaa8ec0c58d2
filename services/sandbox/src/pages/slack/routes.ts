import type { Request } from 'express';
import { keepChoice, type PageContext, readChoice } from '../page-context.ts';
import type { SandboxParts } from '../parts.ts';
import { appPage } from './app-page.ts';
import { channelPage } from './channel-page.ts';
import type { Asked } from './message-log.ts';
import { viewerOf } from './viewer.ts';

type Show = (path: string, find: (req: Request, context: PageContext) => string | undefined) => void;

/** The pages of the little Slack: channels, the app's Home and messages. `?as=` acts as another person from then on. */
export function addSlackPages(show: Show, { slack }: SandboxParts): void {
  const viewer = (req: Request, context: PageContext) => viewerOf(context, slack.memory, slackPersonOf(req));
  /** Whoever may not open the channel sees the first one of their own. */
  const channel = (req: Request, context: PageContext): string => {
    const seen = viewer(req, context);
    const open = seen.channels.find(({ id }) => id === req.params.id) ?? seen.channels[0];
    if (!open) return appPage(seen, 'home');
    return channelPage(seen, open, askedIn(req));
  };
  show('/slack', channel);
  show('/slack/channel/:id', channel);
  show('/slack/app/home', (req, context) => appPage(viewer(req, context), 'home'));
  show('/slack/app/messages', (req, context) => appPage(viewer(req, context), 'messages', askedIn(req)));
}

/**
 * Whom the visitor acts as in Slack, if anybody was chosen. The page's scripts name whom their window shows: two
 * windows of one browser may show two people.
 */
export function slackPersonOf(req: Request): string | undefined {
  const shown = req.get('x-slack-person');
  if (shown) return shown;
  const asked = textOf(req.query.as);
  if (asked && req.res) keepChoice(req.res, 'sandbox_slack_person', asked);
  return asked ?? readChoice(req, 'sandbox_slack_person');
}

function askedIn({ query }: Request): Asked {
  return { thread: textOf(query.thread), before: textOf(query.before) };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

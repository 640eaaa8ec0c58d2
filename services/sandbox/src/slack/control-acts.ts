import type { Router } from 'express';
import { z } from 'zod';
import type { SlackActs } from './acts.ts';

const sending = {
  to: z.url().exactOptional(),
  secret: z.string().exactOptional(),
  shiftSeconds: z.int().exactOptional(),
  isUnsigned: z.boolean().exactOptional(),
  appId: z.string().exactOptional(),
};
const given = z.union([z.string(), z.array(z.string()), z.null()]);
const filled = z.record(z.string(), z.record(z.string(), given)).exactOptional();
const forged = z.record(z.string(), z.unknown()).exactOptional();
const place = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('message'), channel: z.string(), ts: z.string() }),
  z.object({ kind: z.literal('ephemeral'), id: z.string() }),
  z.object({ kind: z.literal('view'), viewId: z.string() }),
  z.object({ kind: z.literal('home') }),
]);

const press = z.object({
  ...sending,
  user: z.string(),
  place,
  blockId: z.string().exactOptional(),
  actionId: z.string(),
  chosen: given.exactOptional(),
  filled,
  forged,
});
const submission = z.object({ ...sending, user: z.string(), viewId: z.string(), filled, forged });
const closing = z.object({
  ...sending,
  user: z.string(),
  viewId: z.string(),
  isCleared: z.boolean().exactOptional(),
});
const command = z.object({
  ...sending,
  user: z.string(),
  channel: z.string(),
  command: z.string(),
  text: z.string(),
});
const opening = z.object({
  ...sending,
  user: z.string(),
  tab: z.enum(['home', 'messages']).exactOptional(),
});
const event = z.object({
  ...sending,
  teamId: z.string().exactOptional(),
  event: z.looseObject({ type: z.string() }),
});
const writing = z.object({
  user: z.string(),
  channel: z.string(),
  text: z.string(),
  threadTs: z.string().exactOptional(),
});

/** POST /acts/<name>: what a person does, as JSON; answers how it went. 409 for what the screen would not allow. */
export function addActs(router: Router, acts: SlackActs): void {
  router.post('/acts/press', async (req, res) => void res.json(await acts.press(press.parse(req.body))));
  router.post('/acts/submit', async (req, res) => {
    res.json(await acts.submitView(submission.parse(req.body)));
  });
  router.post(
    '/acts/close',
    async (req, res) => void res.json(await acts.closeView(closing.parse(req.body))),
  );
  router.post('/acts/command', async (req, res) => {
    res.json(await acts.runCommand(command.parse(req.body)));
  });
  router.post('/acts/home', async (req, res) => void res.json(await acts.openHome(opening.parse(req.body))));
  router.post('/acts/event', async (req, res) => void res.json(await acts.sendEvent(event.parse(req.body))));
  router.post('/acts/write', (req, res) => void res.json({ ts: acts.write(writing.parse(req.body)) }));
  router.post('/acts/verify-url', async (req, res) => {
    res.json(await acts.verifyUrl(z.object(sending).parse(req.body ?? {})));
  });
  router.post('/acts/uninstall', async (req, res) => {
    res.json(await acts.uninstall(z.object({ ...sending, teamId: z.string() }).parse(req.body)));
  });
}

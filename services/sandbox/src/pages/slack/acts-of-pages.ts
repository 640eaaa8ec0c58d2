import { z } from 'zod';
import type { SlackActs } from '../../slack/acts.ts';
import type { PageContext } from '../page-context.ts';

/** Who does it, with what. */
export type Acting = { acts: SlackActs; user: string; context: PageContext };

/** How it went: words for the person when it did not, and what is wrong with which block of a modal. */
export type ActAnswer = { trouble: string | null; errors: Record<string, string> | null };

export function answer(trouble: string | null, errors: Record<string, string> | null = null): ActAnswer {
  return { trouble, errors };
}

const chosen = z.union([z.string(), z.array(z.string())]);
const filled = z.record(z.string(), z.record(z.string(), chosen));
const place = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('message'), channel: z.string(), ts: z.string() }),
  z.object({ kind: z.literal('ephemeral'), id: z.string() }),
  z.object({ kind: z.literal('view'), viewId: z.string() }),
  z.object({ kind: z.literal('home') }),
]);
const press = z.object({
  place,
  blockId: z.string(),
  actionId: z.string(),
  chosen: chosen.optional(),
  filled,
});

/** A button was pressed, or a field changed that tells the app at once. */
export async function pressed({ acts, user, context }: Acting, body: unknown): Promise<ActAnswer> {
  const asked = press.parse(body);
  const { warning } = await acts.press({
    user,
    place: asked.place,
    blockId: asked.blockId,
    actionId: asked.actionId,
    ...(asked.chosen === undefined ? {} : { chosen: emptied(asked.chosen) }),
    filled: filledOf(asked.filled),
  });
  return answer(warning ? notAnswered(context) : null);
}

/** A modal was submitted. */
export async function submitted({ acts, user, context }: Acting, body: unknown): Promise<ActAnswer> {
  const asked = z.object({ viewId: z.string(), filled }).parse(body);
  const { errors, warning } = await acts.submitView({
    user,
    viewId: asked.viewId,
    filled: filledOf(asked.filled),
  });
  return answer(warning ? notAnswered(context) : null, Object.keys(errors).length > 0 ? errors : null);
}

export async function closed({ acts, user }: Acting, body: unknown): Promise<ActAnswer> {
  const asked = z.object({ viewId: z.string(), isCleared: z.boolean() }).parse(body);
  await acts.closeView({ user, ...asked });
  return answer(null);
}

/** A message was written, or a slash command: whatever begins with a slash, but in no thread. */
export async function said({ acts, user, context }: Acting, body: unknown): Promise<ActAnswer> {
  const sent = z.object({ channel: z.string(), threadTs: z.string().nullable(), text: z.string().min(1) });
  const { channel, threadTs, text } = sent.parse(body);
  if (!text.startsWith('/')) {
    acts.write({ user, channel, text, ...(threadTs ? { threadTs } : {}) });
    return answer(null);
  }
  const { t } = context;
  if (threadTs) {
    return answer(t('Les commandes ne marchent pas dans les fils.', 'Commands cannot be used in threads.'));
  }
  const [command = '', ...rest] = text.split(' ');
  // That the app did not answer is told by a message of Slack's own.
  await acts.runCommand({ user, channel, command, text: rest.join(' ') });
  return answer(null);
}

/** A tab of the app came up. The app is only told; that it was not is nothing the person sees. */
export async function homeOpened({ acts, user }: Acting, body: unknown): Promise<ActAnswer> {
  await acts.openHome({ user, ...z.object({ tab: z.enum(['home', 'messages']) }).parse(body) });
  return answer(null);
}

function notAnswered({ t }: PageContext): string {
  return t('L’application n’a pas répondu.', 'The app did not answer.');
}

/** Fields send '' when nothing stands in them; Slack says null. */
function emptied(value: string | string[]): string | string[] | null {
  return value === '' ? null : value;
}

function filledOf(fields: z.infer<typeof filled>): Record<string, Record<string, string | string[] | null>> {
  return Object.fromEntries(
    Object.entries(fields).map(([block, values]) => [
      block,
      Object.fromEntries(Object.entries(values).map(([action, value]) => [action, emptied(value)])),
    ]),
  );
}

import { complaintsOf } from './block-kit/complaints.ts';
import { withIds } from './block-kit/fill-ids.ts';
import { home, maxViewBytes, modal, type ViewInput } from './block-kit/views.ts';
import { jsonOf } from './content.ts';
import { nextHash, nextId } from './ids.ts';
import { pingsOfBlocks } from './pings.ts';
import type { OpenView } from './records.ts';
import type { SlackContext } from './slack-context.ts';
import { complaining, SlackError } from './slack-error.ts';

/** A stack of modals holds three (slack.md 9). */
const maxStack = 3;

/**
 * A view, checked; from the Web API or from the answer to a submission.
 * @throws SlackError view_too_large, or invalid_arguments naming the places
 */
export function readView(given: unknown, type: 'modal' | 'home'): ViewInput {
  const value = jsonOf(given, 'invalid_arguments');
  if (Buffer.byteLength(JSON.stringify(value ?? null)) > maxViewBytes) throw new SlackError('view_too_large');
  const parsed = (type === 'modal' ? modal : home).safeParse(value);
  if (!parsed.success) throw complaining('invalid_arguments', complaintsOf(parsed.error, '/view'));
  return parsed.data;
}

type Stack = { teamId: string; user: string; below: OpenView | null };

/**
 * Opens a modal at a person: as a new stack in place of what was open, or on top of `below`.
 * @throws SlackError push_limit_reached, duplicate_external_id
 */
export function openModal(context: SlackContext, input: ViewInput, { teamId, user, below }: Stack): OpenView {
  const { memory } = context;
  const stack = below ? memory.views.filter((view) => view.root_view_id === below.root_view_id) : [];
  if (stack.length >= maxStack) throw new SlackError('push_limit_reached');
  const externalId = input.external_id ?? '';
  if (externalId && memory.views.some((view) => view.external_id === externalId)) {
    throw new SlackError('duplicate_external_id');
  }
  if (!below) memory.views = memory.views.filter((view) => view.user !== user);
  const id = nextId(context, 'V');
  const view: OpenView = {
    id,
    team_id: teamId,
    user,
    ...fieldsOf(context, input),
    root_view_id: below?.root_view_id ?? id,
    previous_view_id: below?.id ?? null,
  };
  memory.views.push(view);
  context.changed();
  return view;
}

/** Gives a view new content and a new hash. */
export function replaceView(context: SlackContext, view: OpenView, input: ViewInput): OpenView {
  const before = view.pings;
  Object.assign(view, fieldsOf(context, input));
  view.pings = [...new Set([...before, ...view.pings])];
  context.changed();
  return view;
}

/** Gives a person the App Home, or new content for it. @throws SlackError hash_conflict */
export function publishHome(
  context: SlackContext,
  asked: { teamId: string; user: string; input: ViewInput; hash: string | undefined },
): OpenView {
  const { memory } = context;
  const known = memory.homes.find((each) => each.user === asked.user && each.team_id === asked.teamId);
  if (known) {
    if (asked.hash && asked.hash !== known.hash) throw new SlackError('hash_conflict');
    return replaceView(context, known, asked.input);
  }
  const id = nextId(context, 'V');
  const fields = fieldsOf(context, asked.input);
  const view: OpenView = {
    id,
    team_id: asked.teamId,
    user: asked.user,
    ...fields,
    root_view_id: id,
    previous_view_id: null,
  };
  memory.homes.push(view);
  context.changed();
  return view;
}

/** Closes the view on top of its stack, or the whole stack; gives what the person sees then. */
export function closeModal(context: SlackContext, view: OpenView, isWhole: boolean): OpenView | null {
  const { memory } = context;
  const goes = (each: OpenView): boolean =>
    isWhole ? each.root_view_id === view.root_view_id : each.id === view.id;
  memory.views = memory.views.filter((each) => !goes(each));
  context.changed();
  return memory.views.find((each) => each.id === view.previous_view_id) ?? null;
}

function fieldsOf(context: SlackContext, input: ViewInput) {
  const blocks = withIds(input.blocks);
  const isModal = input.type === 'modal';
  return {
    type: input.type,
    callback_id: input.callback_id ?? '',
    title: isModal ? plain(input.title) : null,
    submit: isModal && input.submit ? plain(input.submit) : null,
    close: isModal && input.close ? plain(input.close) : null,
    blocks,
    private_metadata: input.private_metadata ?? '',
    external_id: input.external_id ?? '',
    clear_on_close: isModal && input.clear_on_close === true,
    notify_on_close: isModal && input.notify_on_close === true,
    hash: nextHash(context),
    pings: pingsOfBlocks(blocks),
  };
}

function plain({ text }: { text: string }) {
  return { type: 'plain_text' as const, text, emoji: true };
}

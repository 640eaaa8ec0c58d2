import { memberOf } from '../lookup.ts';
import { viewPayload } from '../payloads.ts';
import { SlackError } from '../slack-error.ts';
import { spendTrigger } from '../triggers.ts';
import { openModal, publishHome, readView, replaceView } from '../views.ts';
import { type Method, type MethodCall, textArg } from './method.ts';

/** Modals and the App Home: no scope of their own (slack.md 5). */
export const viewMethods: Record<string, Method> = {
  'views.open': { tier: 'tier4', scopes: [], run: (call) => open(call, false) },
  'views.push': { tier: 'tier4', scopes: [], run: (call) => open(call, true) },
  'views.update': { tier: 'tier4', scopes: [], run: update },
  'views.publish': { tier: 'tier4', scopes: [], run: publish },
};

function open(call: MethodCall, isPush: boolean) {
  const { context, installation, args } = call;
  const input = readView(args.view, 'modal');
  const id = textArg(call, 'trigger_id') ?? textArg(call, 'interactivity_pointer');
  const trigger = spendTrigger(context, installation.team_id, id);
  const below = context.memory.views.find((view) => view.id === trigger.view_id) ?? null;
  if (isPush && !below) throw new SlackError('not_found');
  const place = { teamId: installation.team_id, user: trigger.user, below: isPush ? below : null };
  return { view: viewPayload(context, openModal(context, input, place)) };
}

function update(call: MethodCall) {
  const { context, installation, args } = call;
  const input = readView(args.view, 'modal');
  const [id, externalId] = [textArg(call, 'view_id'), textArg(call, 'external_id')];
  const view = context.memory.views.find(
    (each) =>
      each.team_id === installation.team_id &&
      (each.id === id || (externalId !== undefined && each.external_id === externalId)),
  );
  if (!view) throw new SlackError('not_found');
  const hash = textArg(call, 'hash');
  if (hash !== undefined && hash !== view.hash) throw new SlackError('hash_conflict');
  return { view: viewPayload(context, replaceView(context, view, input)) };
}

function publish(call: MethodCall) {
  const { context, installation, args } = call;
  const input = readView(args.view, 'home');
  const person = memberOf(context, textArg(call, 'user_id') ?? '');
  if (!person || person.is_bot || person.team_id !== installation.team_id) {
    throw new SlackError('invalid_arguments', {
      response_metadata: { messages: ['[ERROR] not a person of this workspace [json-pointer:/user_id]'] },
    });
  }
  const asked = { teamId: installation.team_id, user: person.id, input, hash: textArg(call, 'hash') };
  return { view: viewPayload(context, publishHome(context, asked)) };
}

import type { Filled } from './acts.ts';
import { type Element, elementsOf, optionOf, type Placed } from './element.ts';
import type { ViewState } from './records.ts';
import { SlackActError } from './slack-context.ts';

type Given = string | readonly string[] | null | undefined;

/** What an element holds after a person filled it in, in Slack's words; undefined for buttons and menus. */
export function fieldValue(element: Element, given: Given): Record<string, unknown> | undefined {
  const { type } = element;
  const field = fields[type];
  return field ? { type, ...field(element, given) } : undefined;
}

type Reading = (element: Element, given: Given) => Record<string, unknown>;

const typed: Reading = (element, given) => ({ value: one(given, element.initial_value) || null });
const chosen: Reading = (element, given) => ({
  selected_option:
    given === undefined
      ? (element.initial_option ?? null)
      : given === null
        ? null
        : offered(element, one(given)),
});
const chosenMany: Reading = (element, given) => ({
  selected_options:
    given === undefined
      ? (element.initial_options ?? [])
      : many(given).map((value) => offered(element, value)),
});

const fields: Record<string, Reading> = {
  plain_text_input: typed,
  email_text_input: typed,
  url_text_input: typed,
  number_input: typed,
  static_select: chosen,
  radio_buttons: chosen,
  multi_static_select: chosenMany,
  checkboxes: chosenMany,
  datepicker: (element, given) => ({ selected_date: one(given, element.initial_date) || null }),
  timepicker: (element, given) => ({ selected_time: one(given, element.initial_time) || null }),
  datetimepicker: (element, given) => ({
    selected_date_time: given
      ? Number(one(given))
      : given === null
        ? null
        : (element.initial_date_time ?? null),
  }),
  users_select: (element, given) => ({ selected_user: one(given, element.initial_user) || null }),
  multi_users_select: (element, given) => ({
    selected_users: given === undefined ? (element.initial_users ?? []) : many(given),
  }),
  channels_select: (element, given) => ({ selected_channel: one(given, element.initial_channel) || null }),
  conversations_select: (element, given) => ({
    selected_conversation: one(given, element.initial_conversation) || null,
  }),
};

function one(given: Given, initial = ''): string {
  if (given === undefined) return initial;
  return typeof given === 'string' ? given : (given?.[0] ?? '');
}

function many(given: Given): readonly string[] {
  if (typeof given === 'string') return given === '' ? [] : [given];
  return given ?? [];
}

function offered(element: Element, value: string) {
  const found = optionOf(element, value);
  if (!found && value !== '') throw new SlackActError(`"${element.action_id}" does not offer "${value}".`);
  return found ?? null;
}

/** `state.values` of a message or view: every field, filled in or not. */
export function stateOf(blocks: readonly unknown[], filled: Filled = {}): ViewState {
  const state: ViewState = {};
  for (const { blockId, element } of elementsOf(blocks)) {
    const value = fieldValue(element, filled[blockId]?.[element.action_id]);
    if (value) state[blockId] = { ...state[blockId], [element.action_id]: value };
  }
  return state;
}

/** What Slack itself refuses before it sends a modal to the app: empty fields, texts too short or too long. */
export function checkFilled(blocks: readonly unknown[], filled: Filled = {}): void {
  for (const placed of elementsOf(blocks))
    checkField(placed, filled[placed.blockId]?.[placed.element.action_id]);
}

function checkField({ element, input }: Placed, given: Given): void {
  const value = input ? fieldValue(element, given) : undefined;
  if (!input || !value) return;
  const [content] = Object.entries(value).flatMap(([name, each]) => (name === 'type' ? [] : [each]));
  const isEmpty = content === null || (Array.isArray(content) && content.length === 0);
  if (isEmpty && !input.isOptional) throw new SlackActError(`"${input.label}" has to be filled in.`);
  if (typeof content !== 'string') return;
  const { min_length: min = 0, max_length: max = 3000 } = element;
  if (content.length < min || content.length > max) {
    throw new SlackActError(`"${input.label}" takes ${min} to ${max} characters.`);
  }
}

/** What Slack refuses, by the limits of slack.md section 8; written apart from the product, which it judges. */
const textLimits: Record<string, number> = {
  title: 24,
  submit: 24,
  close: 24,
  label: 2000,
  hint: 2000,
  placeholder: 150,
  description: 75,
};
const elementLimits: Record<string, number> = { actions: 25, context: 10 };

type Json = Record<string, unknown>;

/** Problems of a message, by path; none when Slack would take it. */
export function messageProblems(message: { text: string; blocks: unknown[]; metadata?: unknown }): string[] {
  return [
    ...blocksProblems(message.blocks, 50, false),
    ...(message.text.length === 0 || message.text.length > 3000 ? [`text: ${message.text.length}`] : []),
    ...markupProblems(message.text, 'text'),
  ];
}

/** Problems of a modal or a Home, by path. */
export function viewProblems(view: object): string[] {
  const { type, blocks, private_metadata, callback_id, ...rest } = view as Json;
  const isModal = type === 'modal';
  const texts = ['title', 'submit', 'close'].filter((key) => rest[key] !== undefined);
  const given = blocks as Json[];
  const needsSubmit = given.some((block) => block.type === 'input') && rest.submit === undefined;
  return [
    ...blocksProblems(given, 100, isModal),
    ...texts.flatMap((key) => textProblems(rest[key], key, textLimits[key] ?? 0)),
    ...(isModal && rest.title === undefined ? ['title: missing'] : []),
    ...(needsSubmit ? ['submit: missing'] : []),
    ...tooLong(private_metadata, 3000, 'private_metadata'),
    ...tooLong(callback_id, 255, 'callback_id'),
    ...(Buffer.byteLength(JSON.stringify(view)) > 250_000 ? ['view: larger than 250 kB'] : []),
  ];
}

function blocksProblems(blocks: unknown[], most: number, mayAsk: boolean): string[] {
  const given = blocks as Json[];
  const ids = given.map(({ block_id }) => block_id).filter((id) => id !== undefined);
  return [
    ...(given.length === 0 || given.length > most ? [`blocks: ${given.length}`] : []),
    ...(new Set(ids).size < ids.length ? ['block_id: twice'] : []),
    ...given.flatMap((block, place) => blockProblems(block, `blocks.${place}`, mayAsk)),
  ];
}

function blockProblems(block: Json, path: string, mayAsk: boolean): string[] {
  const id = tooLong(block.block_id, 255, `${path}.block_id`);
  switch (block.type) {
    case 'header':
      return [...id, ...textProblems(block.text, `${path}.text`, 150, ['plain_text'])];
    case 'section':
      return [...id, ...sectionProblems(block, path)];
    case 'context':
    case 'actions':
      return [...id, ...elementsProblems(block, path)];
    case 'input':
      return [...id, ...(mayAsk ? [] : [`${path}: input outside a modal`]), ...inputProblems(block, path)];
    case 'divider':
      return id;
    default:
      return [`${path}: type ${String(block.type)}`];
  }
}

function sectionProblems({ text, fields, accessory }: Json, path: string): string[] {
  const given = (fields ?? []) as unknown[];
  return [
    ...(text === undefined && given.length === 0 ? [`${path}: empty`] : []),
    ...(fields !== undefined && (given.length === 0 || given.length > 10) ? [`${path}: fields`] : []),
    ...(text === undefined ? [] : textProblems(text, `${path}.text`, 3000)),
    ...given.flatMap((field, place) => textProblems(field, `${path}.fields.${place}`, 2000)),
    ...(accessory === undefined ? [] : elementProblems(accessory as Json, `${path}.accessory`)),
  ];
}

function elementsProblems({ type, elements }: Json, path: string): string[] {
  const given = elements as Json[];
  const most = elementLimits[String(type)] ?? 0;
  const actions = given.map(({ action_id }) => action_id).filter((id) => id !== undefined);
  return [
    ...(given.length === 0 || given.length > most ? [`${path}: ${given.length} elements`] : []),
    ...(new Set(actions).size < actions.length ? [`${path}: action_id twice`] : []),
    ...given.flatMap((element, place) =>
      type === 'context'
        ? textProblems(element, `${path}.${place}`, 3000)
        : elementProblems(element, `${path}.${place}`),
    ),
  ];
}

function inputProblems({ label, hint, element }: Json, path: string): string[] {
  return [
    ...textProblems(label, `${path}.label`, 2000, ['plain_text']),
    ...(hint === undefined ? [] : textProblems(hint, `${path}.hint`, 2000, ['plain_text'])),
    ...elementProblems(element as Json, `${path}.element`),
  ];
}

function elementProblems(element: Json, path: string): string[] {
  const { type, text, url, placeholder, max_length, initial_value, accessibility_label: spoken } = element;
  const isLongInitial = String(initial_value ?? '').length > Number(max_length ?? 3000);
  return [
    ...tooLong(element.action_id, 255, `${path}.action_id`, true),
    ...(type === 'button' ? textProblems(text, `${path}.text`, 75, ['plain_text']) : []),
    ...tooLong(element.value, 2000, `${path}.value`),
    ...tooLong(url, 3000, `${path}.url`),
    ...tooLong(spoken, 75, `${path}.accessibility_label`),
    ...(url !== undefined && !/^https?:\/\//.test(String(url)) ? [`${path}.url: ${String(url)}`] : []),
    ...(placeholder === undefined
      ? []
      : textProblems(placeholder, `${path}.placeholder`, 150, ['plain_text'])),
    ...(Number(max_length ?? 1) < 1 || Number(max_length ?? 1) > 3000 ? [`${path}.max_length`] : []),
    ...(isLongInitial ? [`${path}.initial_value`] : []),
    ...optionsProblems(element, path),
  ];
}

function optionsProblems({ type, options, option_groups, initial_option }: Json, path: string): string[] {
  if (type !== 'static_select' && type !== 'checkboxes') return [];
  const groups = option_groups as { label: unknown; options: Json[] }[] | undefined;
  const lists = groups ? groups.map((group) => group.options) : [options as Json[]];
  const most = type === 'checkboxes' ? 10 : 100;
  const all = lists.flat();
  const values = all.map(({ value }) => value);
  const isKnown = initial_option === undefined || values.includes((initial_option as Json).value);
  return [
    ...(lists.length === 0 || lists.length > 100 ? [`${path}: ${lists.length} groups`] : []),
    ...lists.flatMap((list) =>
      list.length === 0 || list.length > most ? [`${path}: ${list.length} options`] : [],
    ),
    ...(new Set(values).size < values.length ? [`${path}: a value twice`] : []),
    ...(isKnown ? [] : [`${path}.initial_option: not among the options`]),
    ...(groups ?? []).flatMap((group) => textProblems(group.label, `${path}.label`, 75, ['plain_text'])),
    ...all.flatMap((option) => optionProblems(option, `${path}.option`)),
  ];
}

function optionProblems({ text, description, value }: Json, path: string): string[] {
  return [
    ...textProblems(text, `${path}.text`, 75, ['plain_text']),
    ...(description === undefined
      ? []
      : textProblems(description, `${path}.description`, 75, ['plain_text'])),
    ...tooLong(value, 75, `${path}.value`, true),
  ];
}

function textProblems(text: unknown, path: string, most: number, types = ['plain_text', 'mrkdwn']): string[] {
  const { type, text: words, verbatim } = text as { type: string; text: string; verbatim?: boolean };
  return [
    ...(types.includes(type) ? [] : [`${path}: ${type}`]),
    ...(words.length === 0 || words.length > most ? [`${path}: ${words.length} characters`] : []),
    ...(type === 'mrkdwn' && verbatim !== true ? [`${path}: not verbatim`] : []),
    ...markupProblems(words, path, type),
  ];
}

/** Markup that only outside text could have brought, characters cut in two, and entities cut in two. */
function markupProblems(words: string, path: string, type = 'mrkdwn'): string[] {
  const ours =
    type === 'mrkdwn'
      ? /<(?:!date\^\d+\^[^<>|]+\|[^<>|]+|(?:https?|mailto):[^<>|\s]+\|[^<>|]+|@UTEAM|!subteam\^STEAM)>/g
      : /$^/;
  const rest = words.replace(ours, '');
  return [
    ...(/[<>]/.test(rest) ? [`${path}: unescaped ${rest}`] : []),
    ...(/&(?!(?:amp|lt|gt);)/.test(rest) ? [`${path}: half an entity`] : []),
    ...(words.isWellFormed() ? [] : [`${path}: half a character`]),
  ];
}

function tooLong(value: unknown, most: number, path: string, isRequired = false): string[] {
  if (value === undefined) return isRequired ? [`${path}: missing`] : [];
  const { length } = String(value);
  return length === 0 || length > most ? [`${path}: ${length} characters`] : [];
}

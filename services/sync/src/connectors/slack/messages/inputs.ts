import type { InputBlock, PlainTextInput, PlainTextOption, StaticSelect } from '@slack/types';
import { outsidePlain, ownPlain } from './block-text.ts';
import { limits } from './limits.ts';

interface TextInput {
  id: string;
  label: string;
  lengthMax: number;
  hint?: string;
  placeholder?: string;
  isOptional?: boolean;
  isLong?: boolean;
  initial?: string | undefined;
}

/** One field to write in. What it holds at first is cut to what the field takes. */
export function textInput({
  id,
  label,
  lengthMax,
  hint,
  placeholder,
  initial,
  ...is
}: TextInput): InputBlock {
  const max_length = Math.min(lengthMax, limits.input);
  const initial_value = initial?.toWellFormed().slice(0, max_length).toWellFormed();
  const element: PlainTextInput = {
    type: 'plain_text_input',
    action_id: id,
    max_length,
    ...(is.isLong && { multiline: true }),
    ...(placeholder && { placeholder: ownPlain(placeholder) }),
    ...(initial_value && { initial_value }),
  };
  return {
    type: 'input',
    block_id: id,
    label: ownPlain(label),
    element,
    ...(hint && { hint: ownPlain(hint) }),
    ...(is.isOptional && { optional: true }),
  };
}

interface SelectInput {
  id: string;
  label: string;
  choices: readonly { key: string; label: string }[];
  chosen: string | undefined;
  placeholder?: string;
  /** Whether a choice is told at once, so that the rest of the modal follows it. */
  tells?: boolean;
}

/** One choice of several; of more than 100, the first hundred; one whose key is too long for Slack is left out. */
export function selectInput({ id, label, choices, chosen, placeholder, tells }: SelectInput): InputBlock {
  const fitting = choices.filter(({ key }) => key.length <= limits.optionValue);
  const options = fitting.slice(0, limits.optionCount).map(
    (choice): PlainTextOption => ({
      text: outsidePlain(choice.label, limits.option),
      value: choice.key,
    }),
  );
  const initial = options.find(({ value }) => value === chosen);
  const element: StaticSelect = {
    type: 'static_select',
    action_id: id,
    options,
    ...(placeholder && { placeholder: ownPlain(placeholder) }),
    ...(initial && { initial_option: initial }),
  };
  const dispatch = tells ? { dispatch_action: true } : {};
  return { type: 'input', block_id: id, label: ownPlain(label), element, ...dispatch };
}

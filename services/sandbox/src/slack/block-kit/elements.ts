import { z } from 'zod';
import { actionId, confirm, option, optionGroup, plainText, richOption, words } from './texts.ts';

const placeholder = plainText(150).optional();
const common = { action_id: actionId, focus_on_load: z.boolean().optional() };
const asking = { ...common, confirm: confirm.optional() };

export const button = z.strictObject({
  type: z.literal('button'),
  text: plainText(75),
  action_id: actionId,
  url: z.url().max(3000).optional(),
  value: words(2000).optional(),
  style: z.enum(['primary', 'danger']).optional(),
  confirm: confirm.optional(),
  accessibility_label: words(75).optional(),
});

const choiceFields = {
  options: z.array(option).min(1).max(100).optional(),
  option_groups: z.array(optionGroup).min(1).max(100).optional(),
};

type Option = z.infer<typeof option>;
type Choice = {
  options?: Option[] | undefined;
  option_groups?: { options: Option[] }[] | undefined;
  initial_option?: Option | undefined;
  initial_options?: Option[] | undefined;
};

/** One of options and option_groups; what is chosen at first must be among them. */
function checkChoice(select: Choice, issues: z.core.$RefinementCtx): void {
  if ((select.options === undefined) === (select.option_groups === undefined)) {
    issues.addIssue({ code: 'custom', message: 'must have exactly one of options and option_groups' });
  }
  const offered = [
    ...(select.options ?? []),
    ...(select.option_groups ?? []).flatMap((group) => group.options),
  ];
  const known = new Set(offered.map((each) => `${each.value}\n${each.text.text}`));
  const chosen = [
    ...(select.initial_options ?? []),
    ...(select.initial_option ? [select.initial_option] : []),
  ];
  if (chosen.some((each) => !known.has(`${each.value}\n${each.text.text}`))) {
    issues.addIssue({ code: 'custom', message: 'initial option must be one of the options' });
  }
}

const staticSelect = z
  .strictObject({
    type: z.literal('static_select'),
    ...asking,
    ...choiceFields,
    placeholder,
    initial_option: option.optional(),
  })
  .superRefine(checkChoice);

const multiStaticSelect = z
  .strictObject({
    type: z.literal('multi_static_select'),
    ...asking,
    ...choiceFields,
    placeholder,
    initial_options: z.array(option).min(1).max(100).optional(),
    max_selected_items: z.int().min(1).optional(),
  })
  .superRefine(checkChoice);

const pickedId = words(255).optional();
const usersSelect = z.strictObject({
  type: z.literal('users_select'),
  ...asking,
  placeholder,
  initial_user: pickedId,
});
const multiUsersSelect = z.strictObject({
  type: z.literal('multi_users_select'),
  ...asking,
  placeholder,
  initial_users: z.array(words(255)).optional(),
  max_selected_items: z.int().min(1).optional(),
});
const channelsSelect = z.strictObject({
  type: z.literal('channels_select'),
  ...asking,
  placeholder,
  initial_channel: pickedId,
  response_url_enabled: z.boolean().optional(),
});
const conversationsSelect = z.strictObject({
  type: z.literal('conversations_select'),
  ...asking,
  placeholder,
  initial_conversation: pickedId,
  default_to_current_conversation: z.boolean().optional(),
  response_url_enabled: z.boolean().optional(),
  filter: z.looseObject({}).optional(),
});

const tickable = {
  ...asking,
  options: z.array(richOption).min(1).max(10),
};
const radioButtons = z.strictObject({
  type: z.literal('radio_buttons'),
  ...tickable,
  initial_option: richOption.optional(),
});
const checkboxes = z.strictObject({
  type: z.literal('checkboxes'),
  ...tickable,
  initial_options: z.array(richOption).min(1).max(10).optional(),
});
const overflow = z.strictObject({
  type: z.literal('overflow'),
  action_id: actionId,
  confirm: confirm.optional(),
  options: z.array(option).min(1).max(5),
});

const datepicker = z.strictObject({
  type: z.literal('datepicker'),
  ...asking,
  placeholder,
  initial_date: z.iso.date().optional(),
});
const timepicker = z.strictObject({
  type: z.literal('timepicker'),
  ...asking,
  placeholder,
  initial_time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .optional(),
  timezone: z.string().optional(),
});
const datetimepicker = z.strictObject({
  type: z.literal('datetimepicker'),
  ...asking,
  initial_date_time: z.int().min(1_000_000_000).max(9_999_999_999).optional(),
});

export const image = z.strictObject({
  type: z.literal('image'),
  image_url: z.url().max(3000),
  alt_text: words(2000),
});

const dispatching = z.strictObject({
  trigger_actions_on: z.array(z.enum(['on_enter_pressed', 'on_character_entered'])).min(1),
});
const typing = {
  ...common,
  placeholder,
  initial_value: z.string().max(3000).optional(),
  dispatch_action_config: dispatching.optional(),
};
const plainTextInput = z
  .strictObject({
    type: z.literal('plain_text_input'),
    ...typing,
    multiline: z.boolean().optional(),
    min_length: z.int().min(0).max(3000).optional(),
    max_length: z.int().min(1).max(3000).optional(),
  })
  .superRefine(({ initial_value: text = '', max_length: max = 3000 }, issues) => {
    if (text.length > max)
      issues.addIssue({ code: 'custom', message: 'initial_value is longer than max_length' });
  });
const addressInput = z.strictObject({ type: z.enum(['email_text_input', 'url_text_input']), ...typing });
const numberInput = z.strictObject({
  type: z.literal('number_input'),
  ...typing,
  is_decimal_allowed: z.boolean(),
  min_value: z.string().optional(),
  max_value: z.string().optional(),
});

const pickers = [
  staticSelect,
  multiStaticSelect,
  usersSelect,
  multiUsersSelect,
  channelsSelect,
  conversationsSelect,
  radioButtons,
  checkboxes,
  datepicker,
  timepicker,
] as const;

/** Beside a section. */
export const accessory = z.discriminatedUnion('type', [...pickers, button, overflow, image]);
/** In an actions block. */
export const actionElement = z.discriminatedUnion('type', [...pickers, button, overflow, datetimepicker]);
/** In an input block. */
export const inputElement = z.discriminatedUnion('type', [
  ...pickers,
  datetimepicker,
  plainTextInput,
  addressInput,
  numberInput,
]);

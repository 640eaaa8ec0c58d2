import { z } from 'zod';

const text = z.looseObject({ type: z.string(), text: z.string() });
const option = z.looseObject({ text, value: z.string().optional() });

/** What the acts need to know of any element: what it is, what it offers, what it holds at first. */
const shape = z.looseObject({
  type: z.string(),
  action_id: z.string(),
  text: text.optional(),
  value: z.string().optional(),
  style: z.string().optional(),
  options: z.array(option).optional(),
  option_groups: z.array(z.object({ options: z.array(option) })).optional(),
  initial_option: option.optional(),
  initial_options: z.array(option).optional(),
  initial_value: z.string().optional(),
  initial_date: z.string().optional(),
  initial_time: z.string().optional(),
  initial_date_time: z.number().optional(),
  initial_user: z.string().optional(),
  initial_users: z.array(z.string()).optional(),
  initial_channel: z.string().optional(),
  initial_conversation: z.string().optional(),
  min_length: z.number().optional(),
  max_length: z.number().optional(),
});
export type Element = z.infer<typeof shape>;
type Option = z.infer<typeof option>;

/** An element with the block it stands in; `input` = what the input block around it says. */
export type Placed = {
  blockId: string;
  element: Element;
  input: { isOptional: boolean; label: string; dispatches: boolean } | null;
};

const blockShape = z.looseObject({
  type: z.string(),
  block_id: z.string(),
  elements: z.array(z.unknown()).optional(),
  element: z.unknown().optional(),
  accessory: z.unknown().optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
  label: text.optional(),
});

/** All elements of blocks that somebody can act on. */
export function elementsOf(blocks: readonly unknown[]): Placed[] {
  return blocks.flatMap((each) => {
    const block = blockShape.safeParse(each);
    if (!block.success || block.data.type === 'rich_text') return [];
    const { elements = [], element, accessory, block_id: blockId, type } = block.data;
    const input =
      type === 'input'
        ? {
            isOptional: block.data.optional === true,
            label: block.data.label?.text ?? '',
            dispatches: block.data.dispatch_action === true,
          }
        : null;
    return [...elements, element, accessory].flatMap((one) => {
      const parsed = shape.safeParse(one);
      return parsed.success ? [{ blockId, element: parsed.data, input }] : [];
    });
  });
}

/** The option of an element with this value, as payloads carry it. */
export function optionOf(element: Element, value: string): Option | undefined {
  const groups = element.option_groups ?? [];
  return [...(element.options ?? []), ...groups.flatMap((group) => group.options)].find(
    (each) => each.value === value,
  );
}

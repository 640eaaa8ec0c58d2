import { z } from 'zod';

/** A text of at least one character. Counted in UTF-16 units: never laxer than Slack. */
export const words = (max: number) => z.string().min(1).max(max);

export const plainText = (max: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: words(max), emoji: z.boolean().optional() });

const mrkdwn = (max: number) =>
  z.strictObject({ type: z.literal('mrkdwn'), text: words(max), verbatim: z.boolean().optional() });

export const anyText = (max: number) => z.discriminatedUnion('type', [plainText(max), mrkdwn(max)]);

/** Asked before a press is sent (slack.md 8). */
export const confirm = z.strictObject({
  title: plainText(100),
  text: anyText(300),
  confirm: plainText(30),
  deny: plainText(30),
  style: z.enum(['primary', 'danger']).optional(),
});

const optionFields = {
  // 150 according to another source: the narrower of the two.
  value: words(75),
  url: z.string().max(3000).optional(),
};

export const option = z.strictObject({
  text: plainText(75),
  description: plainText(75).optional(),
  ...optionFields,
});
/** Of radio buttons and checkboxes, which may be formatted. */
export const richOption = z.strictObject({
  text: anyText(75),
  description: anyText(75).optional(),
  ...optionFields,
});
export const optionGroup = z.strictObject({
  label: plainText(75),
  options: z.array(option).min(1).max(100),
});

export const actionId = words(255).optional();
export const blockId = words(255).optional();

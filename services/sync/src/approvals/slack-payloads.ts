import * as z from 'zod';

/** What Slack sends of interactions, as far as we read it; everything else is let by (slack.md 9, 13). */
const User = z.object({ id: z.string(), team_id: z.string().nullish() });
const Named = z.object({ id: z.string() });
const Option = z.object({ value: z.string() });

/** The input of a modal, a Home or a message: each kind fills its own place. */
export const InputState = z.object({
  value: z.string().nullish(),
  selected_option: Option.nullish(),
  selected_options: z.array(Option).nullish(),
  selected_user: z.string().nullish(),
  selected_date: z.string().nullish(),
});
const StateValues = z.record(z.string(), z.record(z.string(), InputState.catch({})));
export type StateValues = z.infer<typeof StateValues>;
const State = z.object({ values: StateValues.catch({}) }).nullish();

const View = z.object({
  id: z.string(),
  root_view_id: z.string().nullish(),
  hash: z.string().nullish(),
  type: z.string().nullish(),
  callback_id: z.string().nullish(),
  private_metadata: z.string().nullish(),
  bot_id: z.string().nullish(),
  state: State,
});

const origin = {
  team: Named.nullish(),
  enterprise: Named.nullish(),
  user: User,
  trigger_id: z.string().nullish(),
};

/** Somebody pressed a button or chose something. */
export const Press = z.object({
  ...origin,
  response_url: z.string().nullish(),
  container: z
    .object({
      message_ts: z.string().nullish(),
      channel_id: z.string().nullish(),
      thread_ts: z.string().nullish(),
      is_ephemeral: z.boolean().nullish(),
    })
    .nullish(),
  channel: Named.nullish(),
  message: z
    .object({ ts: z.string(), thread_ts: z.string().nullish(), bot_id: z.string().nullish() })
    .nullish(),
  view: View.nullish(),
  state: State,
  actions: z
    .array(
      z.object({
        action_id: z.string(),
        block_id: z.string().nullish(),
        value: z.string().nullish(),
        selected_option: Option.nullish(),
        action_ts: z.string().nullish(),
      }),
    )
    .min(1),
});
export type Press = z.infer<typeof Press>;

/** Somebody sent a modal off. */
export const Submission = z.object({ ...origin, view: View });
export type Submission = z.infer<typeof Submission>;

/** Somebody typed our slash command. */
export const SlashCommand = z.object({
  team_id: z.string(),
  enterprise_id: z.string().nullish(),
  user_id: z.string(),
  text: z.string().default(''),
  trigger_id: z.string().nullish(),
});
export type SlashCommand = z.infer<typeof SlashCommand>;

/** The input of a name, wherever in a modal or message it stands. */
export function inputOf(
  values: StateValues | undefined,
  actionId: string,
): z.infer<typeof InputState> | undefined {
  for (const block of Object.values(values ?? {})) if (block[actionId]) return block[actionId];
  return undefined;
}

import type { Kysely } from 'kysely';
import type { Wording } from '../connectors/slack/messages/wording.ts';
import type { CommandOptions } from '../http/answer-command.ts';
import type { Caller } from '../http/authenticate-surface.ts';
import type { PreviewRefusal } from '../http/preview-refusal.ts';
import type { Log } from '../log.ts';
import type { Workspace } from '../slack/workspace.ts';
import type { Workspaces } from '../slack/workspaces.ts';
import type { Schema } from '../store/schema.ts';
import type { SlackPersonRow } from '../store/slack-people.ts';
import { type ButtonValue, readValue } from './button-value.ts';
import type { Recognise } from './person-of-slack.ts';

/** What a Home should show next; what is left out stays as it is. */
export interface WantedHome {
  section?: string;
  /** From 1. */
  page?: number;
  /** What the last press led to, in the person's words. */
  notice: string | null;
}

/** What acting on what people do in Slack needs. */
export interface ActingOptions extends CommandOptions {
  db: Kysely<Schema>;
  workspaces: Pick<Workspaces, 'lookAgain'>;
  recognise: Recognise;
  previewRefusal: PreviewRefusal;
  /** Where the public form of a company is. */
  formUrlOf(companyId: string): string;
  /** The first one signs the values of buttons, all of them read (button-value.ts). */
  buttonKeys: readonly [Uint8Array, ...Uint8Array[]];
  /** A request is to be shown anew, now. */
  poke(requestId?: string): void;
  /** Shows somebody's Home, now. */
  showHome(workspace: Workspace, person: SlackPersonRow, wanted: WantedHome): Promise<void>;
  log: Log;
  now(): Date;
}

/** Somebody of the team, in Slack. */
export interface Acting {
  workspace: Workspace;
  caller: Caller;
  person: SlackPersonRow;
}

/** Says something to the person alone, where they are. @returns false when it came too late to be shown there */
export type Tell = (text: string) => Promise<boolean>;

/** In which words somebody is written to. */
export function wordingFor({ caller, person }: Pick<Acting, 'caller' | 'person'>, now: Date): Wording {
  const { language, company } = caller;
  return { language, timeZone: person.time_zone ?? company.settings.timeZone, now };
}

/** What a value of a button or modal stands for; undefined when it is not ours, or was altered. */
export function openedValue(
  { buttonKeys }: Pick<ActingOptions, 'buttonKeys'>,
  text: string | undefined,
): ButtonValue | undefined {
  if (text === undefined) return undefined;
  for (const key of buttonKeys) {
    const value = readValue(key, text);
    if (value) return value;
  }
  return undefined;
}

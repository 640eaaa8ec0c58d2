import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { HomeView, ModalView } from '@slack/types';
import express from 'express';
import type { ActingOptions, WantedHome } from '#sync/approvals/acting.ts';
import { sealValue, seenOf } from '#sync/approvals/button-value.ts';
import { createRecognition } from '#sync/approvals/person-of-slack.ts';
import { createStandIn } from '#sync/approvals/stand-in.ts';
import type { Companies } from '#sync/company/companies.ts';
import type { SlackPerson } from '#sync/connectors/slack/port.ts';
import type { Bell } from '#sync/engine/bell.ts';
import { answerProblems } from '#sync/http/problems.ts';
import { readDetails } from '#sync/http/read-requests.ts';
import { listen } from '#sync/http/server.ts';
import { slackDoor } from '#sync/http/slack-door.ts';
import type { SlackRequestOutcome } from '#sync/http/slack-requests.ts';
import type { Workspace } from '#sync/slack/workspace.ts';
import { sales } from './account-request-samples.ts';
import { type AnnouncedRequests, announcedRequests, channel } from './announced-requests.ts';

export const signingSecret = 'a signing secret';

/** What is spoiled about a request. */
export interface Spoiled {
  secret?: string;
  shiftSeconds?: number;
  /** Header fields that replace or remove ours. */
  headers?: Record<string, string | undefined>;
}

/** The door of Slack over requests in a store, with Slack itself in memory. */
export interface SlackDoorWorld {
  requests: AnnouncedRequests;
  acting: ActingOptions;
  /** Slack's people; those of the team are there from the start. */
  people: Map<string, SlackPerson>;
  workspace: Workspace;
  counted: SlackRequestOutcome[];
  /** What was told to people alone, by ephemeral messages. */
  told: string[];
  /** Modals in the order they were opened or changed. */
  modals: ModalView[];
  homes: WantedHome[];
  /** Sends a signed body, by default a form. */
  post(body: string, spoiled?: Spoiled): Promise<Response>;
  /** Sends an interaction, and waits until it is carried out. */
  interact(payload: object, spoiled?: Spoiled): Promise<{ status: number; body: string }>;
  /** Presses a button of the message of a request. */
  press(press: PressedButton): Promise<{ status: number; body: string }>;
  /** The value of the buttons of a request as it is now. */
  valueOf(requestId: string, effectId?: string): Promise<string>;
  stepOf(requestId: string): Promise<string | undefined>;
  idle(): Promise<void>;
  close(): Promise<void>;
}

export interface PressedButton {
  userId?: string;
  teamId?: string;
  actionId: string;
  value?: string;
  ts?: string;
  /** In the Home instead of a message. */
  inHome?: boolean;
  actionTs?: string;
  more?: object;
}

export const deciderUser = 'U0SALES';

/** Somebody of Slack. */
export function somebody(id: string, email: string | null, more: Partial<SlackPerson> = {}): SlackPerson {
  const usual = {
    enterpriseId: null,
    isStranger: false,
    isGuest: false,
    isBot: false,
    isDeleted: false,
    language: 'fr',
    timeZone: 'Europe/Paris',
  } as const;
  return { id, teamId: 'T1', name: id, email, ...usual, ...more };
}

export async function openSlackDoorWorld(settings: Record<string, unknown> = {}): Promise<SlackDoorWorld> {
  const requests = await announcedRequests(settings);
  const { db } = requests.options;
  const companyOf = requests.options.companies.companyOf;
  const people = new Map<string, SlackPerson>();
  const modals: ModalView[] = [];
  const homes: WantedHome[] = [];
  const told: string[] = [];
  const counted: SlackRequestOutcome[] = [];
  const slack = {
    ...requests.slack,
    person: async (id: string) => people.get(id) ?? somebody(id, null),
    openView: async ({ view }: { view: ModalView }) => ({ viewId: `V${modals.push(view)}`, hash: 'h' }),
    updateView: async ({ view }: { view: ModalView }) => void modals.push(view),
    publishHome: async (_home: { userId: string; view: HomeView }) => undefined,
    postEphemeral: async ({ text }: { text: string }) => void told.push(text),
  };
  const names = { teamId: 'T1', teamName: 'Team', enterpriseId: null, botId: 'B1' };
  const workspace: Workspace = { companyId: '1001', ...names, background: slack, interactive: slack };
  const bell = { ring: () => undefined, ringAt: () => undefined } as unknown as Bell;
  const companies = {
    companyOf,
    serves: () => true,
    refreshCatalogue: async () => undefined,
  } as unknown as Companies;
  const acting: ActingOptions = {
    db,
    bell,
    companies,
    workspaces: { lookAgain: async () => undefined },
    recognise: createRecognition({ db, companies, standIn: createStandIn(db) }),
    previewRefusal: async () => ({ subject: 'Objet', text: 'Bonjour', html: '', to: 'a@example.org' }),
    askAgain: async () => false,
    formUrlOf: () => '',
    buttonKeys: [Buffer.from(requests.options.buttonKey), randomBytes(32)],
    poke: () => requests.follower.poke(),
    showHome: async (_workspace, _person, wanted) => void homes.push(wanted),
    log: requests.options.log,
    now: () => new Date(),
  };
  const ofTeam = async (teamId: string | null) => (teamId === 'T1' ? workspace : undefined);
  const door = await slackDoor({
    signingSecret,
    workspaces: { ofTeam, ofBot: (botId) => (botId === 'B1' ? workspace : undefined) },
    acting,
    count: (outcome) => void counted.push(outcome),
  });
  const app = express();
  app.use('/slack', door.router);
  app.use(express.json());
  app.use(answerProblems(acting.log));
  const server = await listen(app, '127.0.0.1', 0);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;
  const staffEmail = (id: number) => companyOf('1001').staff.find((one) => one.id === id)?.email ?? '';
  people.set(deciderUser, somebody(deciderUser, staffEmail(sales)));

  const post = (body: string, { secret = signingSecret, shiftSeconds = 0, headers = {} }: Spoiled = {}) => {
    const timestamp = String(Math.floor(Date.now() / 1000) + shiftSeconds);
    const mac = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
    const usual = {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${mac}`,
    };
    const sent = Object.entries({ ...usual, ...headers }).filter(([, value]) => value !== undefined);
    return fetch(url, { method: 'POST', body, headers: Object.fromEntries(sent) as Record<string, string> });
  };
  const interact: SlackDoorWorld['interact'] = async (payload, spoiled) => {
    // As Slack's: two of one second are never the same to the letter.
    const sent = { trigger_id: randomUUID(), ...payload };
    const response = await post(String(new URLSearchParams({ payload: JSON.stringify(sent) })), spoiled);
    const answer = { status: response.status, body: await response.text() };
    await door.idle();
    return answer;
  };
  const reader = () => {
    const company = companyOf('1001');
    const staff = company.staff.find(({ id }) => id === sales);
    if (!staff) throw new Error('The sample company has a sales member.');
    return { company, staff, language: 'fr', mayDecide: true, now: new Date() } as const;
  };
  const viewOf = (id: string) => readDetails(db, id, reader());
  return {
    requests,
    acting,
    people,
    workspace,
    counted,
    told,
    modals,
    homes,
    post,
    interact,
    press: ({ userId = deciderUser, teamId = 'T1', actionId, value, ts, inHome, actionTs, more }) => {
      const message = { ts: ts ?? '0', bot_id: 'B1', app_id: 'A1' };
      const place = inHome
        ? { view: { id: 'VHOME', type: 'home', bot_id: 'B1', app_id: 'A1' }, container: { type: 'view' } }
        : { message, channel: { id: channel }, container: { message_ts: message.ts, channel_id: channel } };
      return interact({
        type: 'block_actions',
        api_app_id: 'A1',
        team: { id: teamId },
        user: { id: userId, team_id: teamId },
        ...place,
        actions: [
          {
            type: 'button',
            action_id: actionId,
            block_id: 'decide:1',
            action_ts: actionTs ?? randomUUID(),
            ...(value !== undefined && { value }),
          },
        ],
        ...more,
      });
    },
    valueOf: async (requestId, effectId) => {
      const view = await viewOf(requestId);
      if (!view) throw new Error('There is no such request.');
      const value = { requestId, seen: seenOf(view), ...(effectId !== undefined && { effectId }) };
      return sealValue(acting.buttonKeys[0], value);
    },
    stepOf: async (requestId) => (await viewOf(requestId))?.step,
    idle: door.idle,
    close: async () => {
      await new Promise((resolve) => server.close(resolve));
      await door.idle();
      await requests.stop();
    },
  };
}

import nock from 'nock';
import { OutsideError } from '#sync/connectors/errors.ts';
import { createSlack, type SlackOptions } from '#sync/connectors/slack/client.ts';
import type { SlackMessage } from '#sync/connectors/slack/port.ts';

const origin = 'https://slack.example.org';
export const apiUrl = `${origin}/api/`;
export const token = 'xoxb-very-secret';

/** A workspace of its own for each test: pace and pauses are counted in it. */
export function workspace(options: Partial<SlackOptions> = {}) {
  return createSlack({ apiUrl, token, ...options });
}

/** What a call sent: Slack's client encodes as a form, with JSON inside. */
export type Sent = Record<string, string>;

interface Answer {
  status?: number;
  body: object | string;
  headers?: Record<string, string>;
}

/** Expects calls of a method, answers them in turn, and keeps what they sent. */
export function answers(method: string, ...turns: Answer[]): Sent[] {
  const sent: Sent[] = [];
  for (const { status = 200, body, headers } of turns) {
    nock(origin)
      .post(`/api/${method}`, (form) => {
        sent.push(form);
        return true;
      })
      .reply(status, body, headers);
  }
  return sent;
}

/** Expects one call of a method that goes well. */
export function succeeds(method: string, body: object = {}): Sent[] {
  return answers(method, { body: { ok: true, ...body } });
}

/** Expects one call of a method that Slack refuses. */
export function refuses(method: string, error: string, more: object = {}): Sent[] {
  return answers(method, { body: { ok: false, error, ...more } });
}

/** The OutsideError that `work` ends with. */
export async function failureOf(work: Promise<unknown>): Promise<OutsideError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof OutsideError) return error;
    throw error;
  }
  throw new Error('nothing failed');
}

export const channel = 'C0123456789';
export const ts = '1700000001.000100';

export const message: SlackMessage = {
  text: 'Camille Exemple, camille@example.org',
  blocks: [{ type: 'section', text: { type: 'plain_text', text: 'Camille Exemple' } }],
  metadata: { event_type: 'account_request', event_payload: { request_id: 'request-1' } },
};

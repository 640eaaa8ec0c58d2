import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CommandAnswer, PanelView, RequestDetails } from '#core/contract/request-view.ts';

/** The calls a surface makes, repeated until the service answers: it may be dead at any moment. */
export interface StaffCalls {
  /** The request of a person, once there is one that satisfies `wanted`. */
  requestOf(personId: number, wanted: (request: RequestDetails) => boolean): Promise<RequestDetails>;
  /** One click: the same command id at every repetition. */
  command(command: { type: string; [key: string]: unknown }): Promise<CommandAnswer>;
}

/** As long as the service dies every other second, what webhooks missed waits: no sweep gets to its end. */
const patienceMs = 60_000 + Number(process.env.KILL_COUNT ?? 10) * 3_000;

export interface Patience {
  withinMs: number;
  pauseMs: number;
}

const tokenLifeMs = 120_000;

/**
 * @param serviceUrl asked anew before each call: a person whose page hangs comes back by another node
 * @param mintToken gives a signed token of the staff member who decides
 * @param patience how long a person waits for what must come, and how long they look away in between
 */
export function staffCalls(
  serviceUrl: string | (() => string),
  mintToken: () => Promise<string>,
  patience: Patience = { withinMs: patienceMs, pauseMs: 40 },
): StaffCalls {
  let token: { text: string; untilMs: number } | undefined;
  const bearer = async () => {
    if (!token || token.untilMs < Date.now())
      token = { text: await mintToken(), untilMs: Date.now() + tokenLifeMs };
    return token.text;
  };
  const call = async <T>(path: string, body?: unknown): Promise<T | undefined> => {
    const authorization = `Bearer ${await bearer()}`;
    const post = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    try {
      const base = typeof serviceUrl === 'string' ? serviceUrl : serviceUrl();
      const response = await fetch(`${base}${path}`, {
        ...post,
        headers: { authorization, 'content-type': 'application/json' },
        signal: AbortSignal.timeout(10_000),
      });
      const answer = await response.text();
      return response.ok ? (JSON.parse(answer) as T) : undefined;
    } catch {
      return undefined;
    }
  };
  return {
    requestOf: (personId, wanted) =>
      untilAnswered(`request of person ${personId}`, patience, async () => {
        const panel = await call<PanelView>(`/api/persons/${personId}`);
        return panel?.request && wanted(panel.request) ? panel.request : undefined;
      }),
    command: (command) => {
      const body = { commandId: randomUUID(), ...command };
      const send = () => call<CommandAnswer>('/api/commands', body);
      return untilAnswered(`answer to ${command.type}`, patience, send);
    },
  };
}

async function untilAnswered<T>(
  what: string,
  { withinMs, pauseMs }: Patience,
  ask: () => Promise<T | undefined>,
): Promise<T> {
  const untilMs = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > untilMs) throw new Error(`No ${what} within ${withinMs / 1000} s.`);
    await sleep(pauseMs);
  }
}

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
const tokenLifeMs = 120_000;

/** @param mintToken gives a signed token of the staff member who decides */
export function staffCalls(serviceUrl: string, mintToken: () => Promise<string>): StaffCalls {
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
      const response = await fetch(`${serviceUrl}${path}`, {
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
      untilAnswered(`request of person ${personId}`, async () => {
        const panel = await call<PanelView>(`/api/persons/${personId}`);
        return panel?.request && wanted(panel.request) ? panel.request : undefined;
      }),
    command: (command) => {
      const body = { commandId: randomUUID(), ...command };
      return untilAnswered(`answer to ${command.type}`, () => call<CommandAnswer>('/api/commands', body));
    },
  };
}

async function untilAnswered<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
  const untilMs = Date.now() + patienceMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > untilMs) throw new Error(`No ${what} within ${patienceMs / 1000} s.`);
    await sleep(40);
  }
}

import type { SessionAnswer } from '#core/contract/session.ts';
import { type Answer, answerOf } from './answer.ts';
import { failureProblem } from './failures.ts';
import { exchange, type Transport } from './transport.ts';

/** The session in use: opened when first asked for, and shared by every call. */
export interface Sessions {
  current(): Promise<Answer<SessionAnswer>>;
  /** Opens another session, unless somebody did since the token `refused` was handed out. */
  renew(refused: string): Promise<Answer<SessionAnswer>>;
}

/**
 * `firstToken` is the signed token of the frame's address, used once; later ones come fresh from `signedToken`. Where
 * that is null there is no host, and the cookie of the sign-in is the proof.
 */
export interface SessionParts extends Transport {
  firstToken: string | null;
  signedToken: (() => Promise<string>) | null;
}

/** Exchanges the host's signed tokens for sessions. A token of the address that is too old is replaced at once. */
export function createSessions(parts: SessionParts): Sessions {
  let { firstToken } = parts;
  let opening: Promise<Answer<SessionAnswer>> | null = null;
  let opened: SessionAnswer | null = null;
  async function open(): Promise<Answer<SessionAnswer>> {
    const { signedToken } = parts;
    const inAddress = firstToken;
    firstToken = null;
    const early = inAddress === null ? null : await exchangeToken(parts, inAddress);
    const isSettled = early !== null && (early.ok || early.problem.status !== 401);
    const answer = isSettled
      ? early
      : await (signedToken ? openFresh(parts, signedToken) : exchangeCookie(parts));
    opened = answer.ok ? answer.value : null;
    if (!answer.ok) opening = null;
    return answer;
  }
  const current = () => {
    opening ??= open();
    return opening;
  };
  return {
    current,
    renew(refused) {
      if (opened?.token === refused) {
        opened = null;
        opening = null;
      }
      return current();
    },
  };
}

async function openFresh(
  parts: SessionParts,
  signedToken: () => Promise<string>,
): Promise<Answer<SessionAnswer>> {
  try {
    return await exchangeToken(parts, await signedToken());
  } catch {
    return { ok: false, problem: failureProblem('host-silent', parts.language()) };
  }
}

async function exchangeToken(parts: SessionParts, token: string): Promise<Answer<SessionAnswer>> {
  const call = { path: '/api/sessions', body: { host: 'pipedrive', token } };
  return answerOf<SessionAnswer>(await exchange(parts, call));
}

/** Outside the host: what the sign-in left in this browser, unless there was none or its time is over. */
async function exchangeCookie(parts: SessionParts): Promise<Answer<SessionAnswer>> {
  const call = { path: '/api/sessions', body: { host: 'browser' }, withCookie: true };
  const answer = answerOf<SessionAnswer>(await exchange(parts, call));
  if (answer.ok || answer.problem.status !== 401) return answer;
  return { ok: false, problem: failureProblem('signed-out', parts.language()) };
}

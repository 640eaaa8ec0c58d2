import type { Request } from 'express';
import * as z from 'zod';
import type { SessionAnswer } from '#core/contract/session.ts';
import type { Companies } from '../company/companies.ts';
import { callerSigningIn, type StandIn } from './authenticate-surface.ts';
import type { BrowserSessions } from './browser-sessions.ts';
import type { AgentOf } from './helpscout-agents.ts';
import { parseBody } from './parse-body.ts';
import { malformed } from './problems.ts';
import type { Bearer, Tokens } from './sessions.ts';

/** What opening a session needs. */
export interface OpenSessionOptions {
  companies: Companies;
  tokens: Tokens;
  sessions: BrowserSessions;
  standIn: StandIn;
  /** Null without a help desk. */
  agentOf: AgentOf | null;
}

const SessionRequest = z.discriminatedUnion('host', [
  z.object({ host: z.literal('pipedrive'), token: z.string().min(1).max(10_000) }),
  /** One of our own pages outside Pipedrive: the cookie tells who. */
  z.object({ host: z.literal('browser') }),
  /** The complete address that the sidebar was opened with. */
  z.object({ host: z.literal('helpscout'), url: z.string().min(1).max(10_000) }),
]);

/**
 * `POST /api/sessions`: a token of ours for the host's proof, or for the cookie of a page outside the host.
 * @throws HttpProblem 400, 401, 502 or 503
 */
export async function openSession(options: OpenSessionOptions, request: Request): Promise<SessionAnswer> {
  const { companies, tokens, standIn } = options;
  const bearer = await bearerOf(options, request);
  const caller = await callerSigningIn(bearer, companies, request, standIn);
  const { company, staff, language: locale, mayDecide, mayConfigure, conversationId } = caller;
  const beside = conversationId !== undefined && { conversationId };
  const issued = await tokens.issue({ companyId: company.id, staffId: staff.id, ...beside });
  const { name, email } = staff;
  const shadow = company.shadow === true;
  const recordsUrl = companies.of(company.id).recordsUrl();
  return { ...issued, staff: { name, email }, locale, mayDecide, mayConfigure, shadow, recordsUrl };
}

/** Who proves to be whom; undefined for nobody. */
async function bearerOf(
  { tokens, sessions, agentOf }: OpenSessionOptions,
  request: Request,
): Promise<Bearer | undefined> {
  const proof = parseBody(SessionRequest, request.body);
  if (proof.host === 'browser') return sessions.read(request);
  if (proof.host === 'pipedrive') return tokens.readSigned(proof.token);
  if (!agentOf) throw malformed(['host']);
  return agentOf(proof.url);
}

import type { Request, Response } from 'express';
import { z } from 'zod';
import type { HelpscoutContext } from '../helpscout-context.ts';
import { helpscoutIds } from '../seed-helpscout.ts';
import { newAccessToken, newRefreshToken, tokenSeconds } from '../tokens.ts';

const grant = z.discriminatedUnion('grant_type', [
  z.object({ grant_type: z.literal('client_credentials') }),
  z.object({ grant_type: z.literal('authorization_code'), code: z.string() }),
  z.object({ grant_type: z.literal('refresh_token'), refresh_token: z.string() }),
]);
const client = z.object({ client_id: z.string(), client_secret: z.string() });

/** POST /oauth2/token: three grants, as JSON or a form (helpscout.md 1). */
export function giveToken(context: HelpscoutContext, req: Request, res: Response): void {
  const answer = answerFor(context, req.body);
  res.set('Cache-Control', 'no-store');
  if ('access_token' in answer) res.json(answer);
  else res.status(answer.error === 'invalid_client' ? 401 : 400).json(answer);
}

function answerFor(context: HelpscoutContext, body: unknown) {
  const asking = client.safeParse(body);
  const { appId, appSecret } = context.app;
  if (asking.data?.client_id !== appId || asking.data.client_secret !== appSecret)
    return refusal('invalid_client');
  const asked = grant.safeParse(body);
  if (!asked.success) return refusal('unsupported_grant_type');
  const agentId = agentBehind(context, asked.data);
  if (agentId === undefined) return refusal('invalid_grant');
  return {
    token_type: 'bearer',
    access_token: newAccessToken(context, agentId),
    expires_in: tokenSeconds,
    // Client credentials have none: one asks again.
    ...(asked.data.grant_type === 'client_credentials'
      ? {}
      : { refresh_token: newRefreshToken(context, agentId) }),
  };
}

function agentBehind({ memory, now }: HelpscoutContext, asked: z.infer<typeof grant>): number | undefined {
  switch (asked.grant_type) {
    case 'client_credentials':
      return helpscoutIds.integration;
    case 'refresh_token':
      return memory.refreshTokens.find(({ token }) => token === asked.refresh_token)?.agentId;
    case 'authorization_code': {
      const found = memory.codes.find(({ code }) => code === asked.code);
      memory.codes = memory.codes.filter((each) => each !== found);
      return found && Date.parse(found.diesAt) > now().getTime() ? found.agentId : undefined;
    }
  }
}

function refusal(error: string) {
  return { error, error_description: `The request was refused: ${error}.` };
}

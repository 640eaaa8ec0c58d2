import type * as z from 'zod';
import { OutsideError } from '../errors.ts';
import { type CallLog, createCalls, orNullAfter } from './calls.ts';
import { botScopes } from './manifest.ts';
import { createPacing } from './pacing.ts';
import { Access, Done } from './schema.ts';
import { createWebClient } from './web-client.ts';
import { slackWords } from './words.ts';

export interface SlackOauthOptions {
  /** Ends in `/api/` (interfaces.md section 5); the page of consent lies beside it. */
  apiUrl: string;
  clientId: string;
  clientSecret: string;
  /** One of the app's redirect URLs, exactly. */
  redirectUri: string;
  timeoutMs?: number;
  log?: CallLog;
}

/** What an installation gives: the bot of one workspace. `auth.test` with the token tells the bot's id. */
export interface SlackInstallation {
  botToken: string;
  /** What was granted; may be less than the app asks for today. */
  scopes: string[];
  teamId: string;
  teamName: string;
  enterpriseId: string | null;
  botUserId: string | null;
  appId: string | null;
  /** The Slack user who installed. */
  installedBy: string | null;
}

/** Slack's OAuth v2 (slack.md 6). Each call throws OutsideError alone, never `unclear`. */
export interface SlackOauth {
  /** Where an administrator installs the app. @param state comes back with the answer, to tell whose it is */
  authorizeUrl(state: string): string;
  /** @param code of the callback; ten minutes old at most, good for one time */
  exchangeCode(code: string): Promise<SlackInstallation>;
  /** Makes a bot token worthless; one that already is, is fine. */
  revoke(token: string): Promise<void>;
}

const defaultTimeoutMs = 8_000;
/** What Slack says of a token that it does not know any more. */
const goneAlready = ['invalid_auth', 'token_revoked', 'token_expired', 'account_inactive', 'not_authed'];

/** The calls around an installation, made without waiting: a person sits in front of them. */
export function createSlackOauth(options: SlackOauthOptions): SlackOauth {
  const { apiUrl, clientId, clientSecret, redirectUri, timeoutMs = defaultTimeoutMs, log } = options;
  const callsWith = (token?: string) => {
    const web = createWebClient({ apiUrl, timeoutMs, ...(token === undefined ? {} : { token }) });
    return createCalls(web, createPacing({ isPaced: false, waitMaxMs: 0 }), log);
  };
  return {
    authorizeUrl(state) {
      const url = new URL('../oauth/v2/authorize', apiUrl);
      url.search = String(
        new URLSearchParams({
          client_id: clientId,
          scope: botScopes.map(({ scope }) => scope).join(','),
          redirect_uri: redirectUri,
          state,
        }),
      );
      return url.href;
    },
    async exchangeCode(code) {
      const args = { client_id: clientId, client_secret: clientSecret, code, redirect_uri: redirectUri };
      return toInstallation(await callsWith().run({ method: 'oauth.v2.access', args }, Access));
    },
    async revoke(token) {
      await orNullAfter(goneAlready, callsWith(token).run({ method: 'auth.revoke', args: {} }, Done));
    },
  };
}

/** @throws OutsideError for an installation we could not live with */
function toInstallation(answer: z.output<typeof Access>): SlackInstallation {
  if (answer.token_type !== 'bot') throw refused(slackWords('wrong-token', noRefusal));
  if (!answer.team || answer.is_enterprise_install) throw refused(wholeOrganisation);
  if (answer.expires_in) throw refused(rotating);
  return {
    botToken: answer.access_token,
    scopes: (answer.scope ?? '').split(/[\s,]+/).filter((scope) => scope !== ''),
    teamId: answer.team.id,
    teamName: answer.team.name ?? '',
    enterpriseId: answer.enterprise?.id ?? null,
    botUserId: answer.bot_user_id ?? null,
    appId: answer.app_id ?? null,
    installedBy: answer.authed_user?.id ?? null,
  };
}

const noRefusal = { code: 'not_allowed_token_type', scope: null, unclear: false };

const wholeOrganisation = {
  word: 'rejected',
  title: {
    fr: 'L’application a été installée pour toute l’organisation Slack',
    en: 'The app was installed for the whole Slack organisation',
  },
  detail: {
    fr: 'Installez-la dans un seul espace de travail, celui où se décident les demandes.',
    en: 'Install it in one workspace only, the one where requests are decided.',
  },
} as const;

const rotating = {
  word: 'rejected',
  title: {
    fr: 'L’application Slack fait tourner ses jetons',
    en: 'The Slack app rotates its tokens',
  },
  detail: {
    fr: 'Créez de nouveau l’application avec le manifeste de Passerelle, sans rotation des jetons (docs/slack.md).',
    en: 'Create the app again with Passerelle’s manifest, without token rotation (docs/slack.md).',
  },
} as const;

function refused(problem: OutsideError['problem']): OutsideError {
  return new OutsideError({ vendor: 'slack', ...problem });
}

import type { CreateSuspect } from '#core/contract/conversion-commands.ts';
import type { ConversionAnswer, SuspectCheck } from '#core/contract/conversion-view.ts';
import type { Api } from './api.ts';
import type { Answer } from './service/answer.ts';

type Organization = NonNullable<CreateSuspect['organization']>;

/** Who is about to be entered, as far as it was typed. */
export interface SuspectQuestion {
  organization?: Organization;
  person: Partial<CreateSuspect['person']>;
  siren?: string;
}

/** Who may be the same already, and how to get in touch. */
export function checkSuspect(api: Pick<Api, 'ask'>, question: SuspectQuestion, signal: AbortSignal) {
  return api.ask<SuspectCheck>({ path: '/api/suspects/check', body: question, signal });
}

/** Enters a suspect, unless there may be one already: then the answer names who. The same `commandId` twice enters one. */
export function createSuspect(
  api: Pick<Api, 'ask'>,
  suspect: CreateSuspect,
): Promise<Answer<ConversionAnswer>> {
  return api.ask<ConversionAnswer>({ path: '/api/commands', body: suspect });
}

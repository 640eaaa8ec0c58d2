import type { CalendarFeedView } from '#core/contract/calendar-feed-view.ts';
import type { ConversionCommand } from '#core/contract/conversion-commands.ts';
import type {
  ConversionChoices,
  ConversionDetails,
  ConversionPage,
  ConversionPanel,
  ConversionPreview,
  EnrolAnswer,
  Funnel,
  MyDay,
  ProcessPicture,
} from '#core/contract/conversion-view.ts';
import type { Api } from './api.ts';
import type { ConversionDraft } from './live/conversion-draft.ts';
import type { Answer } from './service/answer.ts';
import { commandAnswerOf, type Outcome } from './service/command-answer.ts';

type Asking = Pick<Api, 'ask'>;

/** Which customers a list asks for; an empty `step` means all of them. */
export interface ConversionQuery {
  step: string;
  text: string;
  /** Pipedrive id of who holds the deal. */
  owner: number | null;
  isLate: boolean;
  cursor: string | null;
  limit: number;
}

/** The time and the owner that figures are about; days are YYYY-MM-DD. */
export interface FunnelQuery {
  from: string;
  to: string;
  owner: number | null;
}

/** What is asked of a conversion; a 403 with a reason is an answer. */
export async function conversionCommand(
  api: Pick<Api, 'reply'>,
  command: ConversionCommand,
): Promise<Answer<Outcome<ConversionDetails>>> {
  return commandAnswerOf(await api.reply({ path: '/api/commands', body: command }));
}

/** What a command about a conversion would come to; nothing of it is done. */
export function previewConversion(api: Asking, command: ConversionDraft, signal: AbortSignal) {
  return api.ask<ConversionPreview>({ path: '/api/commands/preview', body: command, signal });
}

/** What lists and forms of conversions offer. */
export function conversionChoices(api: Asking, signal: AbortSignal) {
  return api.ask<ConversionChoices>({ path: '/api/conversions/choices', signal });
}

/** What is known of a deal's way, and what its forms offer. */
export function dealConversion(api: Asking, dealId: number, signal: AbortSignal) {
  return api.ask<ConversionPanel>({ path: `/api/deals/${dealId}/conversion`, signal });
}

/** One customer on the way, by id. */
export function conversionDetails(api: Asking, id: string, signal: AbortSignal) {
  return api.ask<ConversionDetails>({ path: `/api/conversions/${encodeURIComponent(id)}`, signal });
}

/** One page of the customers on their way. */
export function conversionPage(api: Asking, query: ConversionQuery, signal?: AbortSignal) {
  const search = new URLSearchParams({ limit: String(query.limit) });
  const { step, text, owner, isLate, cursor } = query;
  const asked = { step, q: text, owner: idWords(owner), late: isLate ? 'true' : '', cursor: cursor ?? '' };
  for (const [name, value] of Object.entries(asked)) if (value) search.set(name, value);
  const path = `/api/conversions?${search}`;
  return api.ask<ConversionPage>(signal ? { path, signal } : { path });
}

/** The process as it is defined, with who stands where. */
export function processPicture(api: Asking, signal: AbortSignal) {
  return api.ask<ProcessPicture>({ path: '/api/conversions/process', signal });
}

/** What the reader promised, and what is to be done. */
export function myDay(api: Asking, signal: AbortSignal) {
  return api.ask<MyDay>({ path: '/api/conversions/day', signal });
}

/** The figures of a time. */
export function funnel(api: Asking, query: FunnelQuery, signal: AbortSignal) {
  return api.ask<Funnel>({ path: `/api/conversions/funnel?${searchOf(query)}`, signal });
}

/** The same as a file for a spreadsheet. */
export function funnelFile(api: Asking, query: FunnelQuery) {
  return api.ask<string>({ path: `/api/conversions/funnel.csv?${searchOf(query)}`, reads: 'text' });
}

/** Begins a follow-up for many, at most 500; the same `commandId` twice begins it once. */
export function enrolMany(
  api: Asking,
  order: { rule: string; conversionIds: readonly string[]; commandId: string },
) {
  return api.ask<EnrolAnswer>({ path: '/api/conversions/enrol', body: order, timeoutMs: 60_000 });
}

export function calendarFeed(api: Asking, signal: AbortSignal) {
  return api.ask<CalendarFeedView>({ path: '/api/calendar-feed', signal });
}

/** Makes the reader's feed, or another one: an earlier link is dead at once. */
export function makeCalendarFeed(api: Asking) {
  return api.ask<CalendarFeedView>({ path: '/api/calendar-feed', body: {} });
}

export function revokeCalendarFeed(api: Asking) {
  return api.ask<CalendarFeedView>({ path: '/api/calendar-feed', method: 'DELETE' });
}

function searchOf({ from, to, owner }: FunnelQuery): URLSearchParams {
  return new URLSearchParams({ from, to, ...(owner !== null && { owner: idWords(owner) }) });
}

function idWords(id: number | null): string {
  return id === null ? '' : String(id);
}

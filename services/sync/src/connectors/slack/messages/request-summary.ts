import type { RequestView } from '#core/contract/request-view.ts';
import { link, outside } from './block-text.ts';
import { dateToken, dayWords } from './dates.ts';
import { shares } from './limits.ts';
import { noticeTexts } from './notice-texts.ts';
import { askerName, isLate, isOpenStep, standingLine } from './request-words.ts';
import { messageTexts } from './texts.ts';
import type { Wording } from './wording.ts';

export interface Summed {
  request: RequestView;
  dealUrl: string | null;
  /** ISO 8601; null without a promise. */
  promisedAt: string | null;
}

/** A request in two or three lines of a list, for markup; 2,600 units at most. */
export function requestSummary({ request, dealUrl, promisedAt }: Summed, wording: Wording): string {
  const texts = messageTexts[wording.language];
  const name = outside(askerName(request), shares.line) || '–';
  const title = `*${dealUrl === null ? name : link(dealUrl, name)}*`;
  const standing = [
    ...(request.priority ? [texts.priority] : []),
    standingLine(request, wording, 'token'),
    noticeTexts[wording.language].received(dateToken(request.submittedAt, wording)),
    ...promiseWords(request, promisedAt, wording),
  ].join(' · ');
  return [title, contactWords(request, wording), standing].join('\n');
}

/** The person, unless the title names them already, and how to reach them. */
function contactWords({ person, organization }: RequestView, { language }: Wording): string {
  const email = person.email === null ? messageTexts[language].noEmail : outside(person.email, shares.line);
  const name = organization?.name?.trim() ? [outside(person.name, shares.name)] : [];
  return [...name, email].filter((part) => part !== '').join(' · ');
}

function promiseWords(request: RequestView, promisedAt: string | null, wording: Wording): string[] {
  if (promisedAt === null || !isOpenStep(request)) return [];
  const { late, promised } = noticeTexts[wording.language];
  return [(isLate(request, promisedAt, wording) ? late : promised)(dayWords(promisedAt, wording))];
}

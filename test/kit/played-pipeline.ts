import type { Frame, Page, Route } from 'playwright-core';
import type { ConversionPage, ConversionView, MyDay } from '#core/contract/conversion-view.ts';
import type { Visit, Visitor } from './browser.ts';
import {
  choicesSample,
  daySample,
  funnelSample,
  sampleConversion,
  sampleConversions,
  samplePicture,
} from './pipeline-samples.ts';
import type { Stage } from './stage.ts';

/** A pipeline page whose service answers about customers as the samples say. */
export interface PlayedPipeline extends Visit {
  /** What it asked for so far. */
  asked: { path: string; query: URLSearchParams; body: unknown }[];
  /** Goes to one of its tabs. */
  tab(name: string | RegExp): Promise<void>;
  /** Its own frame in the host's page. */
  frame(): Frame;
}

interface Played {
  /** Whose follow-up the service leaves as it is. */
  leftId?: string;
  isEnabled?: boolean;
  /** Which of its calls that begin a follow-up, counted from 1, gets no answer. */
  failingEnrol?: number;
}

/** Sixty of them, in every step. */
export const playedCustomers = sampleConversions(60);

/** Opens the page on the sandbox's host; only what it asks about customers is played, all else is the service. */
export async function openPlayedPipeline(
  stage: Stage,
  visitor: Visitor = {},
  played: Played = {},
): Promise<PlayedPipeline> {
  const opened = await stage.open('/pipedrive/deals', visitor);
  const asked: PlayedPipeline['asked'] = [];
  const answer = answering(played);
  await opened.context.route(/\/api\/(conversions|calendar-feed|commands)/, (route) => {
    const { pathname: path, searchParams: query } = new URL(route.request().url());
    asked.push({ path, query, body: route.request().postDataJSON() });
    return answer(route, path, query);
  });
  await opened.page.goto(`${stage.world.sandbox.url}/pipedrive/pipeline`);
  return {
    ...opened,
    asked,
    tab: (name) => opened.surface.getByRole('tab', { name }).click(),
    frame: () => frameOf(opened.page),
  };
}

function answering({ leftId, failingEnrol, isEnabled = true }: Played) {
  let enrolCount = 0;
  let day: MyDay = structuredClone(daySample);
  let isFeedOn = false;
  const commanded = ({ type }: { type: string }) => {
    if (type === 'keep-promise') day = { ...day, late: [] };
    if (type === 'undo-step') day = structuredClone(daySample);
    const until = new Date(Date.now() + 10_000).toISOString();
    const undo = type === 'undo-step' ? null : { text: 'Promesse tenue', until };
    return { outcome: 'advanced', reason: null, view: { ...sampleConversion(), undo } };
  };
  const feed = (method: string) => {
    if (method !== 'GET') isFeedOn = method === 'POST';
    const url = method === 'POST' ? { url: 'https://passerelle.example.org/calendar/secret.ics' } : {};
    return { isOn: isFeedOn, madeAt: '2026-11-24T08:00:00.000Z', readAt: null, ...url };
  };
  return (route: Route, path: string, query: URLSearchParams) => {
    const request = route.request();
    if (path.endsWith('.csv')) {
      return route.fulfill({ contentType: 'text/csv', body: '\uFEFFétape;atteinte\r\n' });
    }
    if (path.endsWith('/enrol')) enrolCount += 1;
    if (path.endsWith('/enrol') && enrolCount === failingEnrol) return route.fulfill({ status: 503 });
    const told: Record<string, () => unknown> = {
      '/api/conversions/choices': () => ({ ...choicesSample, isEnabled }),
      '/api/conversions/day': () => day,
      '/api/conversions/process': () => samplePicture(playedCustomers),
      '/api/conversions/funnel': () => funnelSample,
      '/api/conversions/enrol': () => enrolled(request.postDataJSON(), leftId),
      '/api/conversions': () => pageOf(query),
      '/api/commands': () => commanded(request.postDataJSON()),
      '/api/calendar-feed': () => feed(request.method()),
    };
    return route.fulfill({ json: told[path]?.() ?? null });
  };
}

function pageOf(query: URLSearchParams): ConversionPage {
  const matches = (one: ConversionView) =>
    (query.get('step') ?? one.step) === one.step &&
    (query.get('late') !== 'true' || one.nextPromise !== null) &&
    one.dealTitle.includes(query.get('q') ?? '');
  const found = playedCustomers.filter(matches);
  const start = Number(query.get('cursor') ?? 0);
  const end = start + Number(query.get('limit'));
  const nextCursor = end < found.length ? String(end) : null;
  return { items: found.slice(start, end), nextCursor, total: found.length };
}

function enrolled({ conversionIds }: { conversionIds: string[] }, leftId: string | undefined) {
  const left = conversionIds
    .filter((id) => id === leftId)
    .map((conversionId) => ({ conversionId, why: 'est déjà relancée' }));
  return { enrolled: conversionIds.length - left.length, left };
}

function frameOf(page: Page): Frame {
  const frame = page.frames().find((one) => one.url().includes('/surfaces/pipedrive/'));
  if (!frame) throw new Error('There is no page of ours.');
  return frame;
}

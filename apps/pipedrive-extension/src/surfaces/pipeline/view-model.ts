import { dayAfter } from '../../days.ts';

/** The tabs in the order they are shown; the first is where the page opens. */
export const tabs = ['day', 'process', 'figures'] as const;
export type Tab = (typeof tabs)[number];

/** What the page shows, as its address tells it. */
export interface PageState {
  tab: Tab;
  /** Only customers in this step; empty means all. */
  step: string;
  /** Only customers of this owner, in the list and in the figures; null means all. */
  owner: number | null;
  /** Only customers with a promise that is late. */
  isLate: boolean;
  text: string;
  /** The cursors of the pages gone through; the last one is that of the page on screen, none is the first page. */
  trail: readonly string[];
  /** The days that the figures are about; empty: the usual time, which ends today. */
  from: string;
  to: string;
}

/** Reads the page's part of an address; what is missing or unknown is the default. */
export function readAddress(search: string): PageState {
  const query = new URLSearchParams(search);
  const owner = Number(query.get('owner'));
  const [from, to] = [dayIn(query.get('from')), dayIn(query.get('to'))];
  const isTime = from !== '' && to !== '' && from <= to;
  return {
    tab: tabs.find((tab) => tab === query.get('tab')) ?? 'day',
    step: query.get('step') ?? '',
    owner: Number.isSafeInteger(owner) && owner > 0 ? owner : null,
    isLate: query.get('late') === 'true',
    text: query.get('q') ?? '',
    trail: query.getAll('at'),
    from: isTime ? from : '',
    to: isTime ? to : '',
  };
}

/** Writes the page's part into an address and keeps the host's own parameters. */
export function writeAddress(search: string, state: PageState): string {
  const query = new URLSearchParams(search);
  const written = {
    tab: state.tab === 'day' ? '' : state.tab,
    step: state.step,
    owner: state.owner === null ? '' : String(state.owner),
    late: state.isLate ? 'true' : '',
    q: state.text,
    from: state.from,
    to: state.to,
  };
  for (const [name, value] of Object.entries(written)) {
    if (value) query.set(name, value);
    else query.delete(name);
  }
  query.delete('at');
  for (const cursor of state.trail) query.append('at', cursor);
  return `?${query}`;
}

/** Times of figures that are one click away, by name, in days back from today. */
export const usualTimes = { month: 30, quarter: 90, year: 365 } as const;
export type UsualTime = keyof typeof usualTimes;

/** The first and the last day of the figures. @param today YYYY-MM-DD */
export function timeOf({ from, to }: Pick<PageState, 'from' | 'to'>, today: string) {
  return from === '' || to === '' ? usualTime('quarter', today) : { from, to };
}

/** So many days that end today. */
export function usualTime(name: UsualTime, today: string): { from: string; to: string } {
  return { from: dayAfter(today, 1 - usualTimes[name]), to: today };
}

/** Which of the usual times a time is; null when it is none of them. */
export function usualTimeOf(time: { from: string; to: string }, today: string): UsualTime | null {
  const names = Object.keys(usualTimes) as UsualTime[];
  return names.find((name) => time.to === today && time.from === usualTime(name, today).from) ?? null;
}

/** The tab a key leads to from `current`; null when the key is none of the tabs' business. Both ends meet. */
export function tabAfter(current: Tab, key: string): Tab | null {
  if (key === 'Home') return tabs[0];
  if (key === 'End') return tabs.at(-1) ?? null;
  const move = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
  if (move === 0) return null;
  return tabs.at((tabs.indexOf(current) + move) % tabs.length) ?? null;
}

function dayIn(text: string | null): string {
  const isDay = text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
  return isDay ? text : '';
}

import { ConversionStep } from '#core/model/conversion.ts';
import type { Language } from '#core/model/localized.ts';
import { stepText } from '#core/processes/customer-conversion/texts.ts';
import type { WeekSection } from '../connectors/slack/messages/week-digest.ts';
import type { DueRow, MovedRow, UsesRow } from '../store/week-figures.ts';

/** What one owner is told. */
export interface OwnersWeek {
  due: readonly DueRow[];
  moved: readonly MovedRow[];
  uses: UsesRow | undefined;
}

const words = {
  fr: {
    title: 'Votre semaine',
    late: (count: number) => `En retard (${count})`,
    due: (count: number) => `Promis cette semaine (${count})`,
    moved: (count: number) => `Ont avancé depuis une semaine (${count})`,
    more: (count: number) => (count === 1 ? '… et un autre' : `… et ${count} autres`),
    live: (live: number, newly: number) =>
      `Cas d’usage en production\u00a0: ${live}${newly === 0 ? '' : `, dont ${newly} depuis une semaine`}`,
    colon: '\u00a0: ',
  },
  en: {
    title: 'Your week',
    late: (count: number) => `Late (${count})`,
    due: (count: number) => `Promised this week (${count})`,
    moved: (count: number) => `Moved on within a week (${count})`,
    more: (count: number) => (count === 1 ? '… and one more' : `… and ${count} more`),
    live: (live: number, newly: number) =>
      `Use cases live: ${live}${newly === 0 ? '' : `, ${newly} of them within a week`}`,
    colon: ': ',
  },
} as const;

/** What stands above a week. */
export function weekTitle(language: Language): string {
  return words[language].title;
}

/** A week in sections: what is late, what is promised, what moved on, uses live; nothing when only the last would say anything. */
export function weekSections({ due, moved, uses }: OwnersWeek, language: Language): WeekSection[] {
  const t = words[language];
  const dueLine = ({ dueOn, text }: DueRow) => `${weekdayText(dueOn, language)}${t.colon}${text}`;
  const movedLine = (row: MovedRow) => `${row.client}${t.colon}${stepOf(row.step, language)}`;
  const late = due.filter(({ isLate }) => isLate);
  const coming = due.filter(({ isLate }) => !isLate);
  const sections = [
    ...sectionOf(late, t.late, t.more, dueLine),
    ...sectionOf(coming, t.due, t.more, dueLine),
    ...sectionOf(moved, t.moved, t.more, movedLine),
  ];
  if (sections.length === 0 || !uses) return sections;
  return [...sections, { title: t.live(uses.live, uses.newlyLive), lines: [], more: null }];
}

/** The same as lines of a mail. */
export function weekLines(sections: readonly WeekSection[]): string {
  return sections
    .map(({ title, lines, more }) =>
      [title, ...lines.map((line) => `- ${line}`), ...(more === null ? [] : [more])].join('\n'),
    )
    .join('\n\n');
}

function sectionOf<Row extends { total: number }>(
  rows: readonly Row[],
  title: (count: number) => string,
  more: (count: number) => string,
  line: (row: Row) => string,
): WeekSection[] {
  const [first] = rows;
  if (!first) return [];
  const leftOut = first.total - rows.length;
  return [{ title: title(first.total), lines: rows.map(line), more: leftOut > 0 ? more(leftOut) : null }];
}

/** A step that a newer release wrote is told by its key. */
function stepOf(step: string, language: Language): string {
  const known = ConversionStep.safeParse(step);
  return known.success ? stepText(known.data, language) : step;
}

/** "lundi 1 juin". */
function weekdayText(day: string, language: Language): string {
  const parts = { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' } as const;
  const locale = language === 'en' ? 'en-GB' : language;
  return new Intl.DateTimeFormat(locale, parts).format(new Date(`${day}T12:00:00Z`));
}

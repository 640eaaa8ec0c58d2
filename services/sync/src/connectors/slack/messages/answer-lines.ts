import type { Language } from '#core/model/localized.ts';
import { dayWords, numberWords, plural } from './dates.ts';
import { withFrenchSpaces } from './french-spaces.ts';
import type { Wording } from './wording.ts';

/** How first answers stand in the help desk. */
export interface AnswerFigures {
  /** Conversations without an answer, and how many of them were promised one by now. */
  waiting: number;
  late: number;
  /** First answers since an instant, and how long half of them took at most, in working time. */
  answered: number;
  medianMinutes: number | null;
  since: string;
}

const fr = {
  title: 'Premières réponses (Help Scout)',
  waiting: (count: number) =>
    `${numberWords('fr', count)} ${plural('fr', count, { one: 'conversation attend', other: 'conversations attendent' })} une première réponse`,
  late: (count: number) => `🔴 ${numberWords('fr', count)} en retard`,
  answered: (count: number, day: string) =>
    `${numberWords('fr', count)} ${plural('fr', count, { one: 'réponse', other: 'réponses' })} depuis le ${day}`,
  median: (time: string) => `délai médian ${time} (heures ouvrées)`,
};

const en: typeof fr = {
  title: 'First answers (Help Scout)',
  waiting: (count) =>
    `${numberWords('en', count)} ${plural('en', count, { one: 'conversation waits', other: 'conversations wait' })} for a first answer`,
  late: (count) => `🔴 ${numberWords('en', count)} late`,
  answered: (count, day) =>
    `${numberWords('en', count)} ${plural('en', count, { one: 'answer', other: 'answers' })} since ${day}`,
  median: (time) => `median ${time} (working hours)`,
};

const words: Record<Language, typeof fr> = { fr: withFrenchSpaces(fr), en };

/** Whether there is anything to say. */
export function hasAnswers({ waiting, answered }: AnswerFigures): boolean {
  return waiting > 0 || answered > 0;
}

/** Title and lines; nothing where there is nothing to say. */
export function answerLines(figures: AnswerFigures, wording: Wording): string[] {
  const { waiting, late, answered, medianMinutes, since } = figures;
  if (!hasAnswers(figures)) return [];
  const texts = words[wording.language];
  const time = medianMinutes === null ? [] : [texts.median(durationWords(medianMinutes))];
  return [
    texts.title,
    [texts.waiting(waiting), ...(late > 0 ? [texts.late(late)] : [])].join(' · '),
    ...(answered > 0 ? [[texts.answered(answered, dayWords(since, wording)), ...time].join(' · ')] : []),
  ];
}

/** "45 min", "1 h 20", "26 h". */
function durationWords(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return `${rest}\u00A0min`;
  return rest === 0 ? `${hours}\u00A0h` : `${hours}\u00A0h\u00A0${String(rest).padStart(2, '0')}`;
}

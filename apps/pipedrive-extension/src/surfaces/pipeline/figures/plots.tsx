import type { Funnel } from '#core/contract/conversion-view.ts';
import { useLanguage, useTexts } from '../../../components/language-context.ts';
import { shortDayWords } from '../../../days.ts';
import { numberWords } from '../../../language.ts';
import { BarPlot } from './bar-plot.tsx';
import { FiguresTable } from './figures-table.tsx';
import { daysWords, shareWords } from './numbers.ts';
import { figuresTexts } from './texts.ts';

/** How many of those who began in the time came to each step. */
export function FunnelPlot({ funnel: { from, to, started, steps } }: { funnel: Funnel }) {
  const texts = useTexts(figuresTexts);
  const language = useLanguage();
  const rows = steps.map(({ key, label, reached }) => ({
    key,
    label,
    count: numberWords(language, reached),
    share: shareWords(reached, started, language),
    reached,
  }));
  return (
    <BarPlot
      title={texts.funnel}
      lead={texts.funnelLead(started, shortDayWords(from, language), shortDayWords(to, language))}
      rows={rows.map(({ key, label, count, share, reached }) => ({
        key,
        label,
        said: share === '' ? count : `${count} (${share})`,
        value: reached,
        until: null,
      }))}
      table={
        <FiguresTable
          caption={texts.funnel}
          head={[texts.step, texts.reached, texts.share]}
          rows={rows.map(({ key, label, count, share }) => ({ key, cells: [label, count, share] }))}
        />
      }
    />
  );
}

/** How long customers stay in each step: the middle one, and nine of ten. */
export function TimePlot({ funnel: { steps } }: { funnel: Funnel }) {
  const texts = useTexts(figuresTexts);
  const language = useLanguage();
  const left = steps.flatMap((step) => {
    const { key, label, medianDays, ninetiethDays } = step;
    if (medianDays === null) return [];
    const until = ninetiethDays ?? medianDays;
    const [median, ninetieth] = [daysWords(medianDays, language), daysWords(until, language)];
    return [{ key, label, value: medianDays, until, median, ninetieth }];
  });
  const lead = left.length === 0 ? texts.nobodyLeft : texts.timeLead;
  return (
    <BarPlot
      title={texts.time}
      lead={lead}
      rows={left.map(({ median, ninetieth, ...row }) => ({
        ...row,
        said: texts.medianAndMost(median, ninetieth),
      }))}
      table={
        <FiguresTable
          caption={texts.time}
          head={[texts.step, texts.median, texts.ninetieth]}
          rows={left.map(({ key, label, median, ninetieth }) => ({ key, cells: [label, median, ninetieth] }))}
        />
      }
    />
  );
}

const useCaseStates = ['found', 'validated', 'built', 'tested', 'live'] as const;

/** How far the uses of the customers are: a conversion is measured by those that are live. */
export function UseCasePlot({ funnel: { useCases } }: { funnel: Funnel }) {
  const texts = useTexts(figuresTexts);
  const language = useLanguage();
  const rows = useCaseStates.map((key) => ({
    key,
    label: texts.useCaseState[key],
    said: numberWords(language, useCases[key]),
    value: useCases[key],
    until: null,
  }));
  return (
    <BarPlot
      title={texts.useCases}
      lead={texts.useCasesLead}
      rows={rows}
      table={
        <FiguresTable
          caption={texts.useCases}
          head={[texts.useCaseColumn, texts.count]}
          rows={rows.map(({ key, label, said }) => ({ key, cells: [label, said] }))}
        />
      }
    >
      <p className="great">{texts.liveUses(useCases.live)}</p>
    </BarPlot>
  );
}

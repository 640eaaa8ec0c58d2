import type { Funnel } from '#core/contract/conversion-view.ts';
import { UseCaseState } from '#core/model/conversion.ts';
import type { Language } from '#core/model/localized.ts';
import { csvOf } from './csv.ts';
import { usesText } from './texts.ts';

type Row = readonly (string | number | null)[];

const words = {
  fr: {
    head: ['Rubrique', 'Élément', 'Nombre', 'Médiane (jours)', '9e décile (jours)'],
    steps: 'Étapes',
    started: 'Clients suivis',
    useCases: 'Usages',
    promises: 'Promesses',
    kept: 'Tenues',
    late: 'En retard',
    open: 'En cours',
    moot: 'Sans objet',
    followUps: 'Relances',
    active: 'en cours',
    finished: 'finies',
    stopped: 'arrêtées',
    done: 'fait',
    keptBack: 'retenu',
    repliedAfter: 'réponses ensuite',
  },
  en: {
    head: ['Section', 'Item', 'Number', 'Median (days)', '90th percentile (days)'],
    steps: 'Steps',
    started: 'Customers followed',
    useCases: 'Uses',
    promises: 'Promises',
    kept: 'Kept',
    late: 'Late',
    open: 'Open',
    moot: 'Moot',
    followUps: 'Follow-ups',
    active: 'running',
    finished: 'finished',
    stopped: 'stopped',
    done: 'done',
    keptBack: 'kept back',
    repliedAfter: 'replies after it',
  },
} as const;
type Words = (typeof words)[Language];

/** The figures as a file for a spreadsheet: one table, each line with its section. */
export function funnelCsv(funnel: Funnel, language: Language): string {
  const said = words[language];
  const { steps, useCases, promises, started } = funnel;
  const rows: Row[] = [
    said.head,
    [said.steps, said.started, started, null, null],
    ...steps.map(
      ({ label, reached, medianDays, ninetiethDays }): Row => [
        said.steps,
        label,
        reached,
        medianDays,
        ninetiethDays,
      ],
    ),
    ...UseCaseState.options.map(
      (state): Row => [said.useCases, usesText(state, language), useCases[state], null, null],
    ),
    ...(['kept', 'late', 'open', 'moot'] as const).map(
      (what): Row => [said.promises, said[what], promises[what], null, null],
    ),
    ...funnel.followUps.flatMap((followUp) => followUpRows(followUp, said)),
  ];
  return csvOf(rows, language);
}

function followUpRows(followUp: Funnel['followUps'][number], said: Words): Row[] {
  const { label, version, steps } = followUp;
  const name = `${label} (v${version})`;
  const row = (item: string, count: number): Row => [said.followUps, item, count, null, null];
  return [
    ...(['active', 'finished', 'stopped'] as const).map((state) =>
      row(`${name} · ${said[state]}`, followUp[state]),
    ),
    ...steps.flatMap(({ position, text, done, keptBack, repliedAfter }) => {
      const step = `${name} · ${position + 1}. ${text}`;
      return [
        row(`${step} · ${said.done}`, done),
        row(`${step} · ${said.keptBack}`, keptBack),
        row(`${step} · ${said.repliedAfter}`, repliedAfter),
      ];
    }),
  ];
}

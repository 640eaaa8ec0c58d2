import type { ProcessPicture } from '#core/contract/conversion-view.ts';
import type { ConversionAskType } from '#core/conversion-events.ts';
import { ConversionStep } from '#core/model/conversion.ts';
import type { Language } from '#core/model/localized.ts';
import { movesByThemselves, stepAfter, transitions } from '#core/processes/customer-conversion/definition.ts';
import { askText, stepText } from '#core/processes/customer-conversion/texts.ts';
import { type StepFigures, stepFigures } from '../../store/conversion-reads.ts';
import type { Store } from '../../store/instances.ts';
import { hiddenFrom } from '../../store/visibility.ts';
import type { Reader } from '../present-request.ts';
import { todayFor } from './present-promise.ts';
import { byItselfText } from './texts.ts';

/** The process as it is defined, with who stands where. */
export async function readProcessPicture(store: Store, reader: Reader): Promise<ProcessPicture> {
  const { company, staff, language } = reader;
  const hidden = await hiddenFrom(store, company.id, staff.id);
  const figures = await stepFigures(store, company.id, todayFor(reader), hidden);
  const none: Omit<StepFigures, 'step'> = { count: 0, lateCount: 0, blockedCount: 0 };
  const steps = ConversionStep.options.map((key) => {
    const { count, lateCount, blockedCount } = figures.find(({ step }) => step === key) ?? none;
    return { key, label: stepText(key, language), count, lateCount, blockedCount };
  });
  return { steps, moves: processMoves(language) };
}

/** What leads from which step to which, with all that leads there. */
export function processMoves(language: Language): ProcessPicture['moves'] {
  const moves = new Map<string, ProcessPicture['moves'][number]>();
  const add = (from: ConversionStep, to: ConversionStep, label: string) => {
    const known = moves.get(`${from}/${to}`);
    if (known) known.labels.push(label);
    else moves.set(`${from}/${to}`, { from, to, labels: [label] });
  };
  for (const ask of Object.keys(transitions) as ConversionAskType[]) {
    for (const from of transitions[ask].from) {
      const to = stepAfter(ask, from);
      if (to !== from) add(from, to, askText(ask, language));
    }
  }
  for (const { from, to } of movesByThemselves)
    for (const step of from) if (step !== to) add(step, to, byItselfText(to, language));
  return [...moves.values()];
}

import type { DayItem, MyDay } from '#core/contract/conversion-view.ts';
import { plusWorkingDays } from '#core/kernel/working-days.ts';
import { nextStepOf } from '#core/processes/customer-conversion/next-step.ts';
import { type Conversion, readConversion } from '#core/processes/customer-conversion/state.ts';
import { askText } from '#core/processes/customer-conversion/texts.ts';
import { conversionsWithoutPromise, dueConversions } from '../../store/conversion-reads.ts';
import type { InstanceRow, Store } from '../../store/instances.ts';
import { hiddenFrom } from '../../store/visibility.ts';
import type { Reader } from '../present-request.ts';
import { presentConversion, shownId } from './present-conversion.ts';
import { openPromises, presentPromise, todayFor } from './present-promise.ts';

/** Working days ahead that are shown. */
const soonDays = 5;
const nextStepsMax = 50;

/** What the reader promised, and what is to be done for their clients. */
export async function readMyDay(store: Store, reader: Reader): Promise<MyDay> {
  const { company, staff } = reader;
  const today = todayFor(reader);
  const until = plusWorkingDays(today, soonDays, company.settings);
  const mine = { ownerId: staff.id, hidden: await hiddenFrom(store, company.id, staff.id) };
  const due = await dueConversions(store, company.id, { ...mine, until });
  const waiting = await conversionsWithoutPromise(store, company.id, { ...mine, limit: nextStepsMax });
  const items = due.flatMap((row) => itemsOf(row, until, reader)).toSorted(byDay);
  return {
    today,
    late: items.filter(({ promise }) => promise.dueOn < today),
    dueToday: items.filter(({ promise }) => promise.dueOn === today),
    soon: items.filter(({ promise }) => promise.dueOn > today),
    nextSteps: waiting.flatMap((row) => nextStepFor(row, reader)),
  };
}

function byDay({ promise: one }: DayItem, { promise: other }: DayItem): number {
  if (one.dueOn === other.dueOn) return 0;
  return one.dueOn < other.dueOn ? -1 : 1;
}

function itemsOf(row: InstanceRow, until: string, reader: Reader): DayItem[] {
  const state: Conversion = readConversion(row.state, row.version);
  const due = openPromises(state.promises).filter(({ dueOn }) => dueOn <= until);
  return due.map((promise) => ({
    conversionId: row.id,
    dealId: shownId(state.dealId),
    title: state.title,
    organization: state.organization?.name ?? null,
    promise: presentPromise(promise, reader),
  }));
}

/** What a person can do now; none where nothing is to be done. */
function nextStepFor(row: InstanceRow, reader: Reader): MyDay['nextSteps'] {
  const type = nextStepOf(readConversion(row.state, row.version));
  if (type === null) return [];
  return [{ conversion: presentConversion(row, reader), label: askText(type, reader.language) }];
}

import type { ProvisionItemView } from '#core/contract/provision-view.ts';
import type { Language, Localized } from '#core/model/localized.ts';
import type { ProvisionItem } from '#core/provision-plan.ts';
import { OutsideError } from '../connectors/errors.ts';
import type { Plan } from './read-plan.ts';

/** What came of one thing; `detail` says where it belongs, what is to be done with it, or why it failed. */
export interface ProvisionOutcome {
  item: Pick<ProvisionItem, 'id' | 'what' | 'name'>;
  state: ProvisionItemView['state'];
  detail: Localized | null;
}

/** A thing as the plan has it. */
export function planned(item: ProvisionItem): ProvisionOutcome {
  const detail = item.within === null ? null : within(item.what, item.within);
  return { item, state: item.state, detail };
}

/** The whole plan, nothing made; says so where the help desk could not be looked at. */
export function plannedAll({ items, deskTrouble }: Plan): ProvisionOutcome[] {
  return [...items.map(planned), ...notLookedAt(deskTrouble)];
}

/** A line instead of those of the help desk; none when it was looked at. */
export function notLookedAt(deskTrouble: OutsideError | null): ProvisionOutcome[] {
  if (!deskTrouble) return [];
  const item = { id: 'help-desk', what: 'help-desk', name: 'Help Scout' } as const;
  return [{ item, state: 'failed', detail: whyFailed(deskTrouble) }];
}

/** As one reader sees it. */
export function outcomeView({ item, state, detail }: ProvisionOutcome, reader: Language): ProvisionItemView {
  const { id, what, name } = item;
  return { id, what, name, state, detail: detail?.[reader] ?? null };
}

/** A thing that could not be made, in words; the others go on. */
export class ProvisionRefusal extends Error {
  readonly detail: Localized;

  constructor(detail: Localized) {
    super(detail.en);
    this.detail = detail;
  }
}

/** Why it failed, in staff words. @throws what is neither ours nor the outside's */
export function whyFailed(error: unknown): Localized {
  if (error instanceof ProvisionRefusal) return error.detail;
  if (!(error instanceof OutsideError)) throw error;
  const { title, detail } = error.failure;
  return { fr: `${title.fr}. ${detail.fr}`, en: `${title.en}. ${detail.en}` };
}

function within(what: ProvisionItem['what'], name: string): Localized {
  return what === 'saved-reply'
    ? { fr: `dans la boîte « ${name} »`, en: `in the inbox “${name}”` }
    : { fr: `dans le pipeline « ${name} »`, en: `in the pipeline “${name}”` };
}

import type { ProvisionItemView } from '#core/contract/provision-view.ts';
import type { Language, Localized } from '#core/model/localized.ts';
import type { ProvisionItem } from '#core/provision-plan.ts';
import { OutsideError } from '../connectors/errors.ts';

/** What came of one thing; `detail` says where it belongs, what is to be done with it, or why it failed. */
export interface ProvisionOutcome {
  item: Pick<ProvisionItem, 'id' | 'what' | 'name'>;
  state: ProvisionItemView['state'];
  detail: Localized | null;
}

/** A thing as the plan has it. */
export function planned(item: ProvisionItem): ProvisionOutcome {
  const detail = item.within === null ? null : within(item.within);
  return { item, state: item.state, detail };
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

function within(pipeline: string): Localized {
  return { fr: `dans le pipeline « ${pipeline} »`, en: `in the pipeline “${pipeline}”` };
}

import type { CatalogueView } from '#core/contract/settings-view.ts';

/** One choice of a picker. */
export interface Option {
  value: string;
  label: string;
}

/**
 * The options of a picker, and which one stands for the value: names in Pipedrive are compared without capitals. A
 * value that is not among them is added, marked as missing.
 */
export function optionsWith(
  options: readonly Option[],
  value: string,
  missing: (name: string) => string,
): { chosen: string; shown: readonly Option[] } {
  const same = options.find((option) => folded(option.value) === folded(value));
  if (same || value === '') return { chosen: same?.value ?? '', shown: options };
  return { chosen: value, shown: [{ value, label: missing(value) }, ...options] };
}

/** Names once each, as they are. */
export function named(items: readonly { name: string }[]): Option[] {
  return [...new Set(items.map(({ name }) => name))].map((name) => ({ value: name, label: name }));
}

/** The stages of the pipeline of a name. */
export function stagesOf({ pipelines }: CatalogueView, pipelineName: unknown): Option[] {
  const pipeline = pipelines.find(({ name }) => folded(name) === folded(String(pipelineName)));
  return named(pipeline?.stages ?? []);
}

/** Activity types by the key that Pipedrive knows them by. */
export function activityOptions({ activityTypes }: CatalogueView): Option[] {
  return activityTypes.map(({ key, name }) => ({ value: key, label: name }));
}

/** Active staff by id or by e-mail, in the order of their names. */
export function staffOptions(staff: CatalogueView['staff'], by: 'id' | 'email'): Option[] {
  return staff
    .filter(({ active }) => active)
    .map((one) => ({ value: String(one[by]), label: `${one.name} (${one.email})` }))
    .toSorted((one, other) => one.label.localeCompare(other.label));
}

function folded(name: string): string {
  return name.trim().toLowerCase();
}

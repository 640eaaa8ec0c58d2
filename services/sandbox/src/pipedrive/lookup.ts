import type { PipedriveMemory } from './records.ts';

type Identified = { id: number };

/** Position of a record in a list sorted by rising id, -1 when absent. Binary search: lists grow large in benchmarks. */
function positionOf(list: readonly Identified[], id: number): number {
  let low = 0;
  let high = list.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = list[middle]?.id ?? 0;
    if (found === id) return middle;
    if (found < id) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** The record with this id, deleted ones included; undefined when there never was one. */
export function byId<T extends Identified>(list: readonly T[], id: number): T | undefined {
  return list[positionOf(list, id)];
}

/** Puts the new state of a record in the place of the old one. */
export function replace<T extends Identified>(list: T[], record: T): void {
  const position = positionOf(list, record.id);
  if (position >= 0) list[position] = record;
}

/** Takes a record out of its list. */
export function removeById(list: Identified[], id: number): void {
  const position = positionOf(list, id);
  if (position >= 0) list.splice(position, 1);
}

/** A fresh id of a kind; ids are never used again. */
export function nextId(memory: PipedriveMemory, kind: string): number {
  const id = (memory.lastIds[kind] ?? 0) + 1;
  memory.lastIds[kind] = id;
  return id;
}

/** The record with this id unless it was deleted. */
export function liveById<T extends Identified & { is_deleted: boolean }>(
  list: readonly T[],
  id: number,
): T | undefined {
  const record = byId(list, id);
  return record?.is_deleted ? undefined : record;
}

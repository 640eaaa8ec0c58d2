/** One measured figure beside what it is held against. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  /** What the value is compared with, in words and figures; null when the target is absolute. */
  reference: string | null;
  target: string;
  met: boolean;
}

/** A figure that has to be at least `min`. */
export function atLeast(
  name: string,
  value: number,
  min: number,
  unit: string,
  reference: string | null,
): Figure {
  return { name, value: rounded(value), unit, reference, target: `>= ${min} ${unit}`, met: value >= min };
}

/** A figure that has to stay under `max`. */
export function under(
  name: string,
  value: number,
  max: number,
  unit: string,
  reference: string | null,
): Figure {
  return { name, value: rounded(value), unit, reference, target: `< ${max} ${unit}`, met: value < max };
}

/** A figure that may be `max` and no more. */
export function atMost(
  name: string,
  value: number,
  max: number,
  unit: string,
  reference: string | null,
): Figure {
  return { name, value: rounded(value), unit, reference, target: `<= ${max} ${unit}`, met: value <= max };
}

/** A figure that is told beside the others and held against nothing. */
export function told(name: string, value: number, unit: string, reference: string | null): Figure {
  return { name, value: rounded(value), unit, reference, target: 'none', met: true };
}

/** The value below which are so many of a hundred. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? Number.NaN;
}

/** The middle one; of an even number the upper of the two. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/**
 * How much of a reference was reached, round by round, and of these the middle: whatever else the machine does in a
 * round weighs on both sides of it.
 */
export function medianRatio(ours: readonly number[], theirs: readonly number[]): number {
  return median(ours.map((value, round) => value / (theirs[round] ?? Number.NaN)));
}

/** One line for a person. */
export function lineOf({ name, value, unit, reference, target, met }: Figure): string {
  const held = reference === null ? '' : ` (${reference})`;
  if (target === 'none') return `TOLD   ${name}: ${value} ${unit}${held}`;
  return `${met ? 'HOLDS ' : 'MISSED'} ${name}: ${value} ${unit}${held}, target ${target}`;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

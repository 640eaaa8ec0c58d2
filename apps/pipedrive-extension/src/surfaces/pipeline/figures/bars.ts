/** A line of a plot: its words, what is said at its end, and how far it and its lighter part reach. */
export interface BarRow {
  key: string;
  label: string;
  /** The value in words. */
  said: string;
  value: number;
  /** Where the lighter part ends; null: there is none. */
  until: number | null;
}

interface Span {
  x: number;
  width: number;
}

/** The solid part of a row, and the lighter one behind it. */
export interface DrawnBar {
  solid: Span;
  light: Span | null;
}

/** The bars of a plot, `widthPx` wide for the greatest value; what is not nought is never invisible. */
export function barsOf(rows: readonly BarRow[], widthPx: number): DrawnBar[] {
  const greatest = Math.max(...rows.flatMap(({ value, until }) => [value, until ?? 0]), 0);
  const long = (value: number) =>
    greatest === 0 || value <= 0 ? 0 : Math.max(2, Math.round((value / greatest) * widthPx));
  return rows.map(({ value, until }) => ({
    solid: { x: 0, width: long(value) },
    light: until === null || until <= value ? null : { x: long(value), width: long(until) - long(value) },
  }));
}

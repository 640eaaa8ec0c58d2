/** A way from one step to another, by their places in the order. */
export interface Way {
  from: number;
  to: number;
}

interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Where everything stands, in pixels. */
export interface Drawing {
  isVertical: boolean;
  width: number;
  height: number;
  boxes: Box[];
  /** One for each way, in their order: the line, and the tip of its arrow. */
  lines: { path: string; tip: string }[];
}

/** Below this width the boxes of a row would be too narrow for their words. */
const rowWidthMinPx = 1_160;
const gapPx = 14;
const tipPx = 4;
/** What stays free between the farthest way and the edge of the drawing. */
const marginPx = 8;
/** Below this width the words of a box in a column stand above its numbers (pipeline-process.css). */
const oneLineMinPx = 480;
const row = { boxPx: 104, beforePx: 64, afterPx: 40 };
const column = { boxPx: 44, beforePx: 32, afterPx: 56 };
const narrowColumn = { ...column, boxPx: 64 };

/**
 * Draws steps in their order, in a row where there is room and in a column elsewhere. Ways to the next step are
 * straight; longer ones go around on one side, ways back on the other.
 */
export function drawingOf(count: number, ways: readonly Way[], widthPx: number): Drawing {
  const frame = frameOf(count, widthPx);
  const { isVertical, alongPx, beforePx, acrossPx, afterPx } = frame;
  const boxes = Array.from({ length: count }, (_, place) => {
    const [left, top] = frame.point(place * (alongPx + gapPx), beforePx);
    const [width, height] = frame.point(alongPx, acrossPx);
    return { left, top, width, height };
  });
  return {
    isVertical,
    width: widthPx,
    height: isVertical ? count * (alongPx + gapPx) - gapPx : beforePx + acrossPx + afterPx,
    boxes,
    lines: ways.map((way) => (way.to === way.from + 1 ? toTheNext(way, frame) : around(way, frame))),
  };
}

type Point = [number, number];

/** Sizes along the order of the steps and across it, and what they are on the screen. */
interface Frame {
  isVertical: boolean;
  alongPx: number;
  beforePx: number;
  acrossPx: number;
  afterPx: number;
  point(along: number, across: number): Point;
}

function frameOf(count: number, widthPx: number): Frame {
  const isVertical = widthPx < rowWidthMinPx;
  const { boxPx, beforePx, afterPx } = !isVertical ? row : widthPx < oneLineMinPx ? narrowColumn : column;
  return {
    isVertical,
    beforePx,
    afterPx,
    alongPx: isVertical ? boxPx : (widthPx - gapPx * (count - 1)) / count,
    acrossPx: isVertical ? widthPx - beforePx - afterPx : boxPx,
    point: (along, across) => (isVertical ? [across, along] : [along, across]),
  };
}

function toTheNext({ to }: Way, { alongPx, beforePx, acrossPx, point }: Frame) {
  const end = to * (alongPx + gapPx);
  const middle = beforePx + acrossPx / 2;
  const path = `M${words(point(end - gapPx, middle))}L${words(point(end, middle))}`;
  return { path, tip: tipAt(point(end, middle), point(1, 0)) };
}

/** Ways ahead go above a row and on the right of a column; ways back on the other side. */
function around(way: Way, { isVertical, alongPx, beforePx, acrossPx, afterPx, point }: Frame) {
  const isAhead = way.to > way.from;
  const isAfter = isVertical === isAhead;
  const out = isAfter ? 1 : -1;
  const edge = isAfter ? beforePx + acrossPx : beforePx;
  const depth = Math.min((isAfter ? afterPx : beforePx) - marginPx, 10 + 8 * Math.abs(way.to - way.from));
  // A curve with its two handles at `bend` comes three quarters of the way to them.
  const bend = edge + (out * depth * 4) / 3;
  const aside = alongPx * (isAhead ? 0.2 : -0.2);
  const centre = (place: number) => place * (alongPx + gapPx) + alongPx / 2;
  const [start, end] = [centre(way.from) + aside, centre(way.to) - aside];
  const handles = `${words(point(start, bend))} ${words(point(end, bend))} ${words(point(end, edge))}`;
  return {
    path: `M${words(point(start, edge))}C${handles}`,
    tip: tipAt(point(end, edge), point(0, -out)),
  };
}

/** A small triangle that ends at a point; the second one is a pixel in its direction. */
function tipAt([x, y]: Point, [dx, dy]: Point): string {
  const base: Point = [x - dx * tipPx * 1.6, y - dy * tipPx * 1.6];
  const left: Point = [base[0] - dy * tipPx, base[1] + dx * tipPx];
  const right: Point = [base[0] + dy * tipPx, base[1] - dx * tipPx];
  return `M${words([x, y])}L${words(left)}L${words(right)}Z`;
}

function words([x, y]: Point): string {
  return `${Math.round(x * 10) / 10},${Math.round(y * 10) / 10}`;
}

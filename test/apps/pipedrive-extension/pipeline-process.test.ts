import { describe, expect, it } from 'vitest';
import type { ProcessPicture } from '#core/contract/conversion-view.ts';
import { drawingOf } from '../../../apps/pipedrive-extension/src/surfaces/pipeline/process/geometry.ts';
import {
  moveLook,
  placedMoves,
} from '../../../apps/pipedrive-extension/src/surfaces/pipeline/process/picture.ts';
import { sampleConversions, samplePicture } from '../../kit/pipeline-samples.ts';

type Move = ProcessPicture['moves'][number];

const picture = samplePicture(sampleConversions(11));
const moves = placedMoves(picture);
/** A way back is none of the process as it is: it is drawn where there is one. */
const ways = [...moves.map(({ places }) => places), { from: 8, to: 2 }];

/** Every coordinate of a path, as points. */
function pointsOf(path: string): [number, number][] {
  return [...path.matchAll(/(-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
}

describe.each([320, 479, 480, 760, 1_159, 1_160, 1_232, 1_900])('%d pixels wide', (widthPx) => {
  const drawing = drawingOf(picture.steps.length, ways, widthPx);

  it('keeps every box inside, one after the other, none over another', () => {
    expect(drawing.boxes).toHaveLength(11);
    let end = -1;
    for (const { left, top, width, height } of drawing.boxes) {
      expect(Math.min(left, top)).toBeGreaterThanOrEqual(0);
      expect(left + width).toBeLessThanOrEqual(widthPx + 0.01);
      expect(top + height).toBeLessThanOrEqual(drawing.height + 0.01);
      expect(drawing.isVertical ? top : left).toBeGreaterThan(end);
      end = drawing.isVertical ? top + height : left + width;
    }
  });

  it('begins each line at the box it comes from and ends it at the one it leads to', () => {
    for (const [index, { from, to }] of ways.entries()) {
      const points = pointsOf(drawing.lines[index]?.path ?? '');
      expect(touches(drawing.boxes[from], points[0])).toBe(true);
      expect(touches(drawing.boxes[to], points.at(-1))).toBe(true);
      expect(pointsOf(drawing.lines[index]?.tip ?? '')[0]).toEqual(points.at(-1));
    }
  });

  it('keeps every line inside', () => {
    for (const { path } of drawing.lines) {
      const [start, first, second, end] = pointsOf(path);
      if (!start || !first || !second || !end) continue;
      // The middle of the curve is its farthest point.
      for (const axis of [0, 1] as const) {
        const middle = (start[axis] + 3 * first[axis] + 3 * second[axis] + end[axis]) / 8;
        expect(middle).toBeGreaterThanOrEqual(0);
        expect(middle).toBeLessThanOrEqual(axis === 0 ? widthPx : drawing.height);
      }
    }
  });
});

function touches(box: ReturnType<typeof drawingOf>['boxes'][number] | undefined, at?: [number, number]) {
  if (!box || !at) return false;
  const [x, y] = at;
  const isWithin = x >= box.left - 0.1 && x <= box.left + box.width + 0.1;
  return isWithin && y >= box.top - 0.1 && y <= box.top + box.height + 0.1;
}

it('draws a row where there is room, else a column', () => {
  expect(drawingOf(11, [], 1_160).isVertical).toBe(false);
  expect(drawingOf(11, [], 1_159).isVertical).toBe(true);
});

describe('moves', () => {
  it('are those that lead elsewhere', () => {
    expect(moves.length).toBeGreaterThan(20);
    expect(moves.filter(({ from, to }) => from === to)).toEqual([]);
    const stranger: Move = { from: 'identified', to: 'live', labels: [] };
    const steps = picture.steps.filter(({ key }) => key !== 'live');
    expect(placedMoves({ steps, moves: [stranger] })).toEqual([]);
  });

  it('stand out for the step that is looked at; ways out are drawn for it alone', () => {
    const move: Move = { from: 'presented', to: 'documented', labels: [] };
    const out: Move = { from: 'presented', to: 'ended', labels: [] };
    expect([null, 'presented', 'documented', 'live'].map((looked) => moveLook(move, looked as null))).toEqual(
      ['plain', 'strong', 'arriving', 'plain'],
    );
    expect(moveLook(out, null)).toBe('hidden');
    expect(moveLook(out, 'presented')).toBe('strong');
  });
});

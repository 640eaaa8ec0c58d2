import type { ProcessPicture } from '#core/contract/conversion-view.ts';

type Move = ProcessPicture['moves'][number];
type Step = ProcessPicture['steps'][number]['key'];

/** A move of the process with its places in the order of the steps. */
export interface PlacedMove extends Move {
  places: { from: number; to: number };
}

/** The moves that lead elsewhere, placed; what leads to a step that is not drawn is left out. */
export function placedMoves({ steps, moves }: ProcessPicture): PlacedMove[] {
  const places = new Map<Step, number>(steps.map(({ key }, place) => [key, place]));
  return moves.flatMap((move) => {
    const [from, to] = [places.get(move.from), places.get(move.to)];
    if (from === undefined || to === undefined || from === to) return [];
    return [{ ...move, places: { from, to } }];
  });
}

/**
 * How a move is drawn: those of the step that is looked at stand out; ways out of the process, which start at every
 * step, are only drawn for that step.
 */
export function moveLook(move: Move, looked: Step | null): 'strong' | 'arriving' | 'plain' | 'hidden' {
  if (move.from === looked) return 'strong';
  if (move.to === looked) return 'arriving';
  return move.to === 'ended' ? 'hidden' : 'plain';
}

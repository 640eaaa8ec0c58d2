import { useState } from 'react';
import type { ProcessPicture } from '#core/contract/conversion-view.ts';
import { useTexts } from '../../../components/language-context.ts';
import { useWidth } from '../../../hooks/use-width.ts';
import { drawingOf } from './geometry.ts';
import { MoveList, MovesOf } from './move-list.tsx';
import { moveLook, type PlacedMove, placedMoves } from './picture.ts';
import { StepBox } from './step-box.tsx';
import { processTexts } from './texts.ts';

type Step = ProcessPicture['steps'][number]['key'];

interface MapProps {
  picture: ProcessPicture;
  /** The step the list is about; empty: every step. */
  chosen: string;
  onChoose(step: string): void;
}

/** The process as it is defined, with who stands where: a click on a step lists its customers. */
export function ProcessMap({ picture, chosen, onChoose }: MapProps) {
  const texts = useTexts(processTexts);
  const [box, widthPx] = useWidth<HTMLDivElement>();
  const [pointed, setPointed] = useState<Step | null>(null);
  const moves = placedMoves(picture);
  const { steps } = picture;
  const looked = pointed ?? steps.find(({ key }) => key === chosen)?.key ?? null;
  const drawing = drawingOf(
    steps.length,
    moves.map(({ places }) => places),
    widthPx,
  );
  return (
    <section className="process" aria-label={texts.map}>
      <div ref={box} className="process-map" style={{ height: drawing.height }}>
        {widthPx > 0 && (
          <>
            <Lines drawing={drawing} moves={moves} looked={looked} nameOf={namesOf(picture)} />
            {steps.map((step, place) => (
              <StepBox
                key={step.key}
                step={step}
                place={drawing.boxes[place]}
                isVertical={drawing.isVertical}
                isChosen={step.key === chosen}
                onChoose={() => onChoose(step.key === chosen ? '' : step.key)}
                onPoint={(isPointed) => setPointed(isPointed ? step.key : null)}
              />
            ))}
          </>
        )}
      </div>
      <MovesOf picture={picture} step={looked} />
      <MoveList picture={picture} />
    </section>
  );
}

function namesOf({ steps }: ProcessPicture): (key: Step) => string {
  return (key) => steps.find((step) => step.key === key)?.label ?? key;
}

interface LinesProps {
  drawing: ReturnType<typeof drawingOf>;
  moves: readonly PlacedMove[];
  looked: Step | null;
  nameOf(step: Step): string;
}

/** The arrows. What they say is in the lists below the drawing, too. */
function Lines({ drawing, moves, looked, nameOf }: LinesProps) {
  const { width, height, lines } = drawing;
  return (
    <svg
      className="process-lines"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
      focusable="false"
    >
      {moves.map((move, place) => (
        <g key={`${move.from} ${move.to}`} className={`move move-${moveLook(move, looked)}`}>
          <title>{`${nameOf(move.from)} → ${nameOf(move.to)}: ${move.labels.join(', ')}`}</title>
          <path className="move-line" d={lines[place]?.path} />
          <path className="move-tip" d={lines[place]?.tip} />
        </g>
      ))}
    </svg>
  );
}

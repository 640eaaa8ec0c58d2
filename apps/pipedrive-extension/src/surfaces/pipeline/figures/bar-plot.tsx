import { type ReactNode, useId } from 'react';
import { useTexts } from '../../../components/language-context.ts';
import { useWidth } from '../../../hooks/use-width.ts';
import { type BarRow, barsOf } from './bars.ts';
import { figuresTexts } from './texts.ts';

interface PlotProps {
  title: string;
  /** What the plot shows, in a sentence. */
  lead: string;
  rows: readonly BarRow[];
  /** The same figures as a table. */
  table: ReactNode;
  children?: ReactNode;
}

const rowPx = 42;
const barPx = 14;
const wordsPx = 15;

/** Bars with their words above them; whoever does not see them has the table. */
export function BarPlot({ title, lead, rows, table, children }: PlotProps) {
  const texts = useTexts(figuresTexts);
  const [box, widthPx] = useWidth<HTMLDivElement>();
  const id = useId();
  return (
    <section className="figure" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <p className="hint">{lead}</p>
      {children}
      <div ref={box} className="plot">
        {widthPx > 0 && <Bars rows={rows} widthPx={widthPx} name={texts.plotOf(title)} />}
      </div>
      <details>
        <summary>{texts.asTable}</summary>
        <div className="wide-table">{table}</div>
      </details>
    </section>
  );
}

function Bars({ rows, widthPx, name }: { rows: readonly BarRow[]; widthPx: number; name: string }) {
  const heightPx = rows.length * rowPx;
  const bars = barsOf(rows, widthPx);
  return (
    <svg
      role="img"
      aria-label={name}
      width={widthPx}
      height={heightPx}
      viewBox={`0 0 ${widthPx} ${heightPx}`}
      focusable="false"
    >
      {rows.map(({ key, label, said }, place) => {
        const bar = bars[place];
        return (
          <g key={key} transform={`translate(0 ${place * rowPx})`}>
            <text className="plot-label" x={0} y={wordsPx}>
              {label}
            </text>
            <text className="plot-value" x={widthPx} y={wordsPx} textAnchor="end">
              {said}
            </text>
            <rect className="plot-ground" x={0} y={wordsPx + 5} width={widthPx} height={barPx} rx={3} />
            {bar?.light && <rect className="plot-light" {...bar.light} y={wordsPx + 5} height={barPx} />}
            {bar && bar.solid.width > 0 && (
              <rect className="plot-bar" {...bar.solid} y={wordsPx + 5} height={barPx} rx={2} />
            )}
          </g>
        );
      })}
    </svg>
  );
}

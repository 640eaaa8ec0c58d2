import type { ShadowWriteView } from '#core/contract/request-view.ts';
import { useTexts } from '../language-context.ts';
import { requestTexts } from './texts.ts';

/** What shadow mode kept inside, as it would have left. */
export function ShadowWrites({ writes }: { writes: readonly ShadowWriteView[] }) {
  const texts = useTexts(requestTexts);
  return (
    <details className="shadow-writes">
      <summary>{texts.shadowWrites(writes.length)}</summary>
      <ol>
        {writes.map(({ method, path, body }) => (
          <li key={`${method} ${path} ${JSON.stringify(body)}`}>
            <code>
              {method} {path}
            </code>
            <pre>{typeof body === 'string' ? body : JSON.stringify(body, null, 2)}</pre>
          </li>
        ))}
      </ol>
    </details>
  );
}

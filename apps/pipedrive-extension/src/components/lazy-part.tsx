import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import { useTexts } from './language-context.ts';
import { Notice } from './notice.tsx';
import { sharedTexts } from './texts.ts';

const retryMs = 1_000;

/** A part of a surface that is fetched when it is first shown, so that the first paint does not wait for it. */
export function lazyPart<Props>(
  load: () => Promise<ComponentType<Props>>,
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(async () => ({ default: await twice(load).catch(() => Unreachable) }));
}

/** A connection that broke for a moment is no reason to lose a part of the page. */
async function twice<Value>(load: () => Promise<Value>): Promise<Value> {
  try {
    return await load();
  } catch {
    await new Promise((resolve) => setTimeout(resolve, retryMs));
    return load();
  }
}

/** A part that a newer release replaced, or that the network did not bring. */
function Unreachable() {
  const texts = useTexts(sharedTexts);
  return (
    <Notice tone="warning" title={texts.partAway}>
      {texts.partAwayDetail}
    </Notice>
  );
}

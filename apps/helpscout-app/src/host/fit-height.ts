import type { Host } from './host.ts';

/** Keeps the frame as high as its content, so that there is no second scroll bar. Returns how to stop. */
export function fitHeight(host: Host, content: Element): () => void {
  let toldPx = 0;
  const sizes = new ResizeObserver(() => {
    const neededPx = Math.ceil(content.getBoundingClientRect().height) + 1;
    if (neededPx === toldPx) return;
    toldPx = neededPx;
    host.setHeight(neededPx);
  });
  sizes.observe(content);
  return () => sizes.disconnect();
}

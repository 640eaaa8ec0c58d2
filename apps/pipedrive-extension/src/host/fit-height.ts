import type { Host } from './host.ts';

/** What Pipedrive allows a panel (pipedrive.md 4.1). */
const [heightMinPx, heightMaxPx] = [100, 750];

/** A content's height as the host may be asked for it. */
export function allowedHeightPx(contentPx: number): number {
  return Math.min(heightMaxPx, Math.max(heightMinPx, Math.ceil(contentPx)));
}

/** Keeps the frame as high as its content; asks only when the height changed. Returns how to stop. */
export function fitHeight(host: Host, content: HTMLElement): () => void {
  let askedPx = 0;
  const observer = new ResizeObserver(() => {
    const heightPx = allowedHeightPx(content.getBoundingClientRect().height);
    if (heightPx === askedPx) return;
    askedPx = heightPx;
    host.resize(heightPx).catch(() => {
      askedPx = 0;
    });
  });
  observer.observe(content);
  return () => observer.disconnect();
}

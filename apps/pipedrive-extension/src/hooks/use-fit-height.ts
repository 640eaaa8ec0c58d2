import { type RefObject, useEffect, useRef } from 'react';
import { fitHeight } from '../host/fit-height.ts';
import type { Host } from '../host/host.ts';

/** Keeps the frame as high as the element that gets the ref. */
export function useFitHeight(host: Host): RefObject<HTMLElement | null> {
  const content = useRef<HTMLElement>(null);
  useEffect(() => (content.current ? fitHeight(host, content.current) : undefined), [host]);
  return content;
}

import { createContext, use } from 'react';
import { Icon } from './icon.tsx';
import { useTexts } from './language-context.ts';
import { sharedTexts } from './texts.ts';

/** Whether the whole surface already says that nothing is written outside. */
export const ShadowContext = createContext(false);

/** Says, calmly, that decisions are only rehearsed. */
export function ShadowBanner() {
  const texts = useTexts(sharedTexts);
  return (
    <p className="banner banner-calm">
      <Icon name="info" />
      {texts.shadow}
    </p>
  );
}

/** The same for one request, unless the surface says it already. */
export function RequestShadow({ shadow }: { shadow: boolean }) {
  return shadow && !use(ShadowContext) ? <ShadowBanner /> : null;
}

import { Icon } from './icon.tsx';

/** One line across a surface: what is shown may be old or incomplete. */
export function Banner({ children }: { children: string }) {
  return (
    <p className="banner" role="status">
      <Icon name="cloud" />
      {children}
    </p>
  );
}

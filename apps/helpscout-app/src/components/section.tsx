import { type ReactNode, useId, useState } from 'react';

interface SectionProps {
  title: string;
  startsOpen?: boolean;
  children: ReactNode;
}

/** A section that folds, as in Help Scout's own sidebar; what is in it is made when it is first opened. */
export function Section({ title, startsOpen = false, children }: SectionProps) {
  const id = useId();
  const [wasOpened, setOpened] = useState(startsOpen);
  return (
    <details
      className="section"
      open={startsOpen}
      aria-labelledby={id}
      onToggle={({ currentTarget }) => currentTarget.open && setOpened(true)}
    >
      <summary>
        <h2 id={id}>{title}</h2>
      </summary>
      <div className="section-body">{wasOpened && children}</div>
    </details>
  );
}

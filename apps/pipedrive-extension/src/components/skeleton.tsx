const lines = ['name', 'person', 'mail', 'verdict', 'reasons', 'button'];

/** Grey bars in the shape of what is coming. `label` is what a screen reader says meanwhile. */
export function Skeleton({ label }: { label: string }) {
  return (
    <div className="skeleton" role="status" aria-busy="true">
      <span className="visually-hidden">{label}</span>
      {lines.map((line) => (
        <span key={line} className={`bar bar-${line}`} aria-hidden="true" />
      ))}
    </div>
  );
}

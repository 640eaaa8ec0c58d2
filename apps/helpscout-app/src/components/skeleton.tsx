/** The shape of what comes; `label` is for those who hear the page. */
export function Skeleton({ label }: { label: string }) {
  return (
    <div className="skeleton" role="status">
      <span className="unseen">{label}</span>
      <i />
      <i />
      <i />
    </div>
  );
}

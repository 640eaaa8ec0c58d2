import { type FunctionComponent, lazy, type ReactNode, Suspense } from 'react';

/** A part that is fetched when it is first shown: `Waiting` stands in its place until it comes, `Away` if it does not. */
export function laterPart<Props extends object>(
  load: () => Promise<FunctionComponent<Props>>,
  Waiting: () => ReactNode,
  Away: () => ReactNode,
): (props: Props) => ReactNode {
  const Part = lazy(async () => ({ default: await load().catch((): FunctionComponent<Props> => Away) }));
  return (props) => (
    <Suspense fallback={<Waiting />}>
      <Part {...props} />
    </Suspense>
  );
}

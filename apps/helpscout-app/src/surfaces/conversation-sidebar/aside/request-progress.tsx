import type { RequestDetails } from '#core/contract/request-view.ts';
import { unfinished } from '../view-model.ts';
import { Decision } from './decision.tsx';
import { EffectList } from './effect-list.tsx';
import { Proposal } from './proposal.tsx';

/** What was decided or proposed about a request, and what of it is not done yet. */
export function RequestProgress({ request }: { request: RequestDetails }) {
  return (
    <>
      <Decision request={request} />
      <Proposal request={request} />
      <EffectList effects={unfinished(request.effects)} place={`effects ${request.id}`} />
    </>
  );
}

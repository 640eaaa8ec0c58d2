import { Suspense, useCallback } from 'react';
import type { DecisionChoices, RequestDetails } from '#core/contract/request-view.ts';
import type { SessionAnswer } from '#core/contract/session.ts';
import { Button } from '../../components/button.tsx';
import { useTexts } from '../../components/language-context.ts';
import { lazyPart } from '../../components/lazy-part.tsx';
import { ProblemPage } from '../../components/problem-page.tsx';
import { SessionGate } from '../../components/session-gate.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { StatePage } from '../../components/state-page.tsx';
import { useAnswer } from '../../hooks/use-answer.ts';
import type { Answer } from '../../service/answer.ts';
import type { Surroundings } from '../../start-surface.tsx';
import { RefusalFormView } from './refusal-form.tsx';
import { type SelectedResource, selectedRequests } from './selected-requests.ts';
import { refusalTexts } from './texts.ts';
import { obstacle } from './view-model.ts';

const SeveralRefusals = lazyPart(async () => (await import('./several-refusals.tsx')).SeveralRefusals);

/** The modal in which requests are refused: reason, note, and the mail that would leave. */
export function RefusalModal({ surroundings }: { surroundings: Surroundings }) {
  const texts = refusalTexts[surroundings.firstLanguage];
  const { data, resource, selectedIds } = surroundings.parameters;
  const isAboutSomething = data.requestId !== undefined || (resource !== null && selectedIds.length > 0);
  return (
    <main className="modal">
      {isAboutSomething ? (
        <SessionGate surroundings={surroundings} loading={<Skeleton label={texts.loading} />}>
          {(session) => <About surroundings={surroundings} session={session} />}
        </SessionGate>
      ) : (
        <StatePage icon="inbox" title={texts.noRequestTitle} detail={texts.noRequest} />
      )}
    </main>
  );
}

interface AboutProps {
  surroundings: Surroundings;
  session: SessionAnswer;
}

/** The request that a surface named, or those of the records that were selected in the host. */
function About(props: AboutProps) {
  const { data, resource, selectedIds } = props.surroundings.parameters;
  if (data.requestId !== undefined) return <Loaded {...props} requestId={data.requestId} />;
  return resource && <Selected {...props} resource={resource} ids={selectedIds} />;
}

interface SelectedProps extends AboutProps {
  resource: SelectedResource;
  ids: readonly number[];
}

function Selected({ surroundings, session, resource, ids }: SelectedProps) {
  const { api, host } = surroundings;
  const texts = useTexts(refusalTexts);
  const ask = useCallback(
    (signal: AbortSignal) => selectedRequests(api, resource, ids, signal),
    [api, resource, ids],
  );
  const { answer, retry } = useAnswer(ask);
  const close = () => void host.closeModal().catch(() => undefined);
  if (answer === null) return <Skeleton label={texts.loadingSeveral} />;
  if (!answer.ok) return <ProblemPage problem={answer.problem} onRetry={retry} />;
  const [first, second] = answer.value;
  if (first === undefined)
    return (
      <StatePage icon="inbox" title={texts.noRequestTitle} detail={texts.noneSelected}>
        <Button onClick={close}>{texts.close}</Button>
      </StatePage>
    );
  if (second === undefined)
    return <Loaded surroundings={surroundings} session={session} requestId={first.id} />;
  return (
    <Suspense fallback={<Skeleton label={texts.loadingSeveral} />}>
      <SeveralRefusals
        surroundings={surroundings}
        session={session}
        requests={answer.value}
        onClose={close}
      />
    </Suspense>
  );
}

interface LoadedProps extends AboutProps {
  requestId: string;
}

function Loaded({ surroundings, session, requestId }: LoadedProps) {
  const { api, host } = surroundings;
  const texts = useTexts(refusalTexts);
  const ask = useCallback(
    async (signal: AbortSignal) =>
      both(await Promise.all([api.request(requestId, signal), api.choices(signal)])),
    [api, requestId],
  );
  const { answer, retry } = useAnswer(ask);
  if (answer === null) return <Skeleton label={texts.loading} />;
  if (!answer.ok) return <ProblemPage problem={answer.problem} onRetry={retry} />;
  const { request, choices } = answer.value;
  const close = () => void host.closeModal().catch(() => undefined);
  if (obstacle(request, session.mayDecide)) {
    const deciders = choices.deciders;
    return <Obstacle request={request} mayDecide={session.mayDecide} deciders={deciders} onClose={close} />;
  }
  return <RefusalFormView api={api} host={host} request={request} choices={choices} onClose={close} />;
}

interface ObstacleProps {
  request: RequestDetails;
  mayDecide: boolean;
  deciders: readonly string[];
  onClose(): void;
}

function Obstacle(props: ObstacleProps) {
  const texts = useTexts(refusalTexts);
  const { decision, decidedBy } = props.request;
  const why = decision && decidedBy ? texts.closedBy(decision, decidedBy) : texts.closedStep;
  return (
    <StatePage
      icon={props.mayDecide ? 'info' : 'lock'}
      title={props.mayDecide ? texts.closedTitle : texts.notAllowedTitle}
      detail={props.mayDecide ? why : texts.notAllowed(props.deciders.join(', '))}
    >
      <Button onClick={props.onClose}>{texts.close}</Button>
    </StatePage>
  );
}

function both([request, choices]: [Answer<RequestDetails>, Answer<DecisionChoices>]): Answer<{
  request: RequestDetails;
  choices: DecisionChoices;
}> {
  if (!request.ok) return request;
  return choices.ok ? { ok: true, value: { request: request.value, choices: choices.value } } : choices;
}

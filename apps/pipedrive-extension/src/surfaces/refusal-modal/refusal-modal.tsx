import { useCallback } from 'react';
import type { DecisionChoices, RequestDetails } from '#core/contract/request-view.ts';
import type { SessionAnswer } from '#core/contract/session.ts';
import { Button } from '../../components/button.tsx';
import { useTexts } from '../../components/language-context.ts';
import { ProblemPage } from '../../components/problem-page.tsx';
import { SessionGate } from '../../components/session-gate.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { StatePage } from '../../components/state-page.tsx';
import { useAnswer } from '../../hooks/use-answer.ts';
import type { Answer } from '../../service/answer.ts';
import type { Surroundings } from '../../start-surface.tsx';
import { RefusalFormView } from './refusal-form.tsx';
import { refusalTexts } from './texts.ts';
import { obstacle } from './view-model.ts';

/** The modal in which a request is refused: reason, note, and the mail that would leave. */
export function RefusalModal({ surroundings }: { surroundings: Surroundings }) {
  const texts = refusalTexts[surroundings.firstLanguage];
  const { requestId } = surroundings.parameters.data;
  return (
    <main className="modal">
      {requestId === undefined ? (
        <StatePage icon="inbox" title={texts.noRequestTitle} detail={texts.noRequest} />
      ) : (
        <SessionGate surroundings={surroundings} loading={<Skeleton label={texts.loading} />}>
          {(session) => <Loaded surroundings={surroundings} session={session} requestId={requestId} />}
        </SessionGate>
      )}
    </main>
  );
}

interface LoadedProps {
  surroundings: Surroundings;
  session: SessionAnswer;
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
    return <Obstacle request={request} mayDecide={session.mayDecide} onClose={close} />;
  }
  return <RefusalFormView api={api} host={host} request={request} choices={choices} onClose={close} />;
}

function Obstacle(props: { request: RequestDetails; mayDecide: boolean; onClose: () => void }) {
  const texts = useTexts(refusalTexts);
  const { decision, decidedBy } = props.request;
  const why = decision && decidedBy ? texts.closedBy(decision, decidedBy) : texts.closedStep;
  return (
    <StatePage
      icon={props.mayDecide ? 'info' : 'lock'}
      title={props.mayDecide ? texts.closedTitle : texts.notAllowedTitle}
      detail={props.mayDecide ? why : texts.notAllowed}
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

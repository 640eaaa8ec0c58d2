import { useEffect, useRef } from 'react';
import type { DecisionChoices, RequestDetails } from '#core/contract/request-view.ts';
import type { Commands } from '../../hooks/use-commands.ts';
import { useNow } from '../../hooks/use-now.ts';
import { useTexts } from '../language-context.ts';
import { RequestShadow } from '../shadow-banner.tsx';
import { CommandNotice } from './command-notice.tsx';
import { DecisionActions } from './decision-actions.tsx';
import { DecisionSummary } from './decision-summary.tsx';
import { EffectList } from './effect-list.tsx';
import { Journal } from './journal.tsx';
import { ProposalSection } from './proposal.tsx';
import type { Records } from './records.ts';
import { RequestFacts } from './request-facts.tsx';
import { requestTexts } from './texts.ts';
import { Verdict } from './verdict.tsx';
import { clockEveryMs, hasFindings, isDecidedStep, offeredCommands } from './view-model.ts';

export interface RequestCardProps {
  details: RequestDetails;
  choices: DecisionChoices;
  mayDecide: boolean;
  commands: Commands;
  /** The service's time in milliseconds. */
  nowMs: () => number;
  records: Records;
  onRefuse: () => void;
}

/** One request: its facts, what may be done about it, what was decided, what is being done, and its story. */
export function RequestCard(props: RequestCardProps) {
  const { details, commands, mayDecide } = props;
  const texts = useTexts(requestTexts);
  const now = useNow(props.nowMs, clockEveryMs(details, props.nowMs()));
  const offered = offeredCommands(details, mayDecide, now);
  // The evidence is for deciding: afterwards what was decided and is being done comes first.
  const isDecided = isDecidedStep(details.step);
  const card = useFocusKept(details.step);
  return (
    <article
      className="card"
      ref={card}
      tabIndex={-1}
      aria-label={details.organization?.name ?? details.person.name}
    >
      <RequestFacts details={details} now={now} records={props.records} />
      <RequestShadow shadow={details.shadow} />
      <CommandNotice commands={commands} />
      {!isDecided && <Verdict details={details} />}
      {details.decision !== null && (
        <DecisionSummary details={details} now={now} offered={offered} commands={commands} />
      )}
      <ProposalSection details={details} now={now} offered={offered} commands={commands} />
      {mayDecide ? (
        <DecisionActions key={details.id} {...props} offered={offered} />
      ) : (
        <p className="hint onlooker">{texts.onlyDeciders(props.choices.deciders.join(', '))}</p>
      )}
      {details.effects.length > 0 && (
        <EffectList effects={details.effects} now={now} offered={offered} commands={commands} />
      )}
      {isDecided && hasFindings(details) && <Verdict details={details} />}
      {details.journal.length > 0 && <Journal lines={details.journal} now={now} />}
      <p className="visually-hidden" aria-live="polite">
        {texts.step[details.step]}
      </p>
    </article>
  );
}

/** When the button with the focus goes away with the step, the focus stays on the card instead of falling to the page. */
function useFocusKept(step: string) {
  const card = useRef<HTMLElement>(null);
  const before = useRef(step);
  useEffect(() => {
    if (before.current === step) return;
    before.current = step;
    if (document.hasFocus() && document.activeElement === document.body)
      card.current?.focus({ preventScroll: true });
  }, [step]);
  return card;
}

import { useState } from 'react';
import type { AccountView } from '#core/contract/conversation-view.ts';
import type { RequestDetails } from '#core/contract/request-view.ts';
import { Button } from '../../../components/button.tsx';
import { AskForEvidence, RecordEvidence, RefuseRequest } from '../later.ts';
import { mayRecordEvidence } from '../view-model.ts';
import { useWords } from '../words-context.ts';
import { AcceptRequest } from './accept-request.tsx';
import { useDesk } from './desk.ts';
import { viewTexts } from './texts.ts';

/** What every form about a request is given. */
export interface RequestFormProps {
  request: RequestDetails;
  onClose(): void;
}

const doors = [
  { type: 'refuse-request', text: 'refuse', Form: RefuseRequest },
  { type: 'record-evidence', text: 'record_evidence', Form: RecordEvidence },
  { type: 'ask-for-evidence', text: 'ask_evidence', Form: AskForEvidence },
] as const;

interface RequestActionsProps {
  request: RequestDetails;
  account: AccountView | null;
}

/** What the service allows now, and nothing else. */
export function RequestActions({ request, account }: RequestActionsProps) {
  const { t } = useWords(viewTexts);
  const { session, view } = useDesk();
  const { allowedCommands } = request;
  const isExpired = account?.state === 'expired';
  return (
    <section className="actions" aria-label={t('actions')}>
      {!session.mayDecide && (
        <p className="hint">{t('onlooker', { names: view.choices.deciders.join(', ') || '—' })}</p>
      )}
      <Decide request={request} />
      {allowedCommands.includes('reconsider-request') && (
        <SimpleAction request={request} type="reconsider-request" text="reconsider" isMain />
      )}
      {allowedCommands.includes('renew-activation') && (
        <SimpleAction
          request={request}
          type="renew-activation"
          text={isExpired ? 'renew' : 'resend'}
          isMain={isExpired}
        />
      )}
    </section>
  );
}

/** "Accept", and the buttons that open a form in place, one at a time. */
function Decide({ request }: { request: RequestDetails }) {
  const { t } = useWords(viewTexts);
  const { commands, view } = useDesk();
  const [open, setOpen] = useState<(typeof doors)[number]['type'] | null>(null);
  const offered = doors.filter(({ type }) =>
    type === 'record-evidence'
      ? mayRecordEvidence(request, view.attachments)
      : request.allowedCommands.includes(type),
  );
  const opened = offered.find(({ type }) => type === open);
  const others = offered.map(({ type, text }) => (
    <Button
      key={type}
      isExpanded={open === type}
      isBlocked={commands.pending !== null}
      onPress={() => setOpen(open === type ? null : type)}
    >
      {t(text)}
    </Button>
  ));
  return (
    <>
      {request.allowedCommands.includes('accept-request') ? (
        <AcceptRequest request={request}>{others}</AcceptRequest>
      ) : (
        others.length > 0 && <p className="buttons">{others}</p>
      )}
      {opened && <opened.Form request={request} onClose={() => setOpen(null)} />}
    </>
  );
}

interface SimpleActionProps {
  request: RequestDetails;
  type: 'reconsider-request' | 'renew-activation';
  text: 'reconsider' | 'renew' | 'resend';
  isMain: boolean;
}

function SimpleAction({ request, type, text, isMain }: SimpleActionProps) {
  const { t } = useWords(viewTexts);
  const { commands } = useDesk();
  return (
    <p className="buttons">
      <Button
        theme={isMain ? 'blue' : 'grey'}
        isBusy={commands.pending === type}
        isBlocked={commands.pending !== null}
        onPress={() => void commands.send({ type, requestId: request.id }, request.id, request.revision)}
      >
        {t(text)}
      </Button>
    </p>
  );
}

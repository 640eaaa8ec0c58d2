import type { RequestDetails } from '#core/contract/request-view.ts';
import { Button } from '../../../components/button.tsx';
import { momentWords } from '../../../dates.ts';
import { useDesk } from '../view/desk.ts';
import { useWords } from '../words-context.ts';
import { asideTexts } from './texts.ts';

/** A decision that waits for a second person. */
export function Proposal({ request }: { request: RequestDetails }) {
  const { t, language } = useWords(asideTexts);
  const { commands, nowMs } = useDesk();
  const { proposal, allowedCommands, id, revision } = request;
  if (!proposal) return null;
  const { by, from, at } = proposal;
  const answer = (type: 'confirm-decision' | 'withdraw-proposal') =>
    void commands.send({ type, requestId: id }, id, revision);
  const isBlocked = commands.pending !== null;
  return (
    <div className="box">
      <b>{proposal.text}</b>
      {proposal.note && <q>{proposal.note}</q>}
      <span className="hint">{t('proposed', { by, from, at: momentWords(at, nowMs, language) })}</span>
      {!allowedCommands.includes('confirm-decision') && <p className="hint">{t('proposal_mine')}</p>}
      <p className="buttons">
        {allowedCommands.includes('confirm-decision') && (
          <Button theme="blue" isBlocked={isBlocked} onPress={() => answer('confirm-decision')}>
            {t('confirm')}
          </Button>
        )}
        {allowedCommands.includes('withdraw-proposal') && (
          <Button isBlocked={isBlocked} onPress={() => answer('withdraw-proposal')}>
            {t('withdraw')}
          </Button>
        )}
      </p>
    </div>
  );
}

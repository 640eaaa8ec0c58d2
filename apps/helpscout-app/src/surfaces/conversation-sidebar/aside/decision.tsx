import type { RequestDetails } from '#core/contract/request-view.ts';
import { Button } from '../../../components/button.tsx';
import { momentWords, secondsWords } from '../../../dates.ts';
import { useDesk } from '../view/desk.ts';
import { undoLeftMs } from '../view-model.ts';
import { useWords } from '../words-context.ts';
import { asideTexts } from './texts.ts';

/** The decision in force, whose it is, and the way back while there is one. */
export function Decision({ request }: { request: RequestDetails }) {
  if (request.decision === null) return null;
  return (
    <div className="box">
      <b>{request.decision}</b>
      <DecidedBy request={request} />
      <Undo request={request} />
    </div>
  );
}

function DecidedBy({ request: { decidedAt, decidedBy: by, decidedFrom } }: { request: RequestDetails }) {
  const { t, language } = useWords(asideTexts);
  const { nowMs } = useDesk();
  const surfaceWords = useSurfaceWords();
  if (decidedAt === null || by === null) return null;
  const at = momentWords(decidedAt, nowMs, language);
  const from = decidedFrom && surfaceWords(decidedFrom);
  return <span className="hint">{from ? t('decided', { by, from, at }) : t('decided_by', { by, at })}</span>;
}

const properNames: Record<string, string> = {
  pipedrive: 'Pipedrive',
  slack: 'Slack',
  helpscout: 'Help Scout',
  service: 'Passerelle',
};

function useSurfaceWords(): (surface: string) => string {
  const { t } = useWords(asideTexts);
  return (surface) => (surface === 'console' ? t('surface_console') : (properNames[surface] ?? surface));
}

function Undo({ request }: { request: RequestDetails }) {
  const { t, language } = useWords(asideTexts);
  const { commands, nowMs } = useDesk();
  const leftMs = undoLeftMs(request, nowMs);
  if (leftMs === 0) return null;
  return (
    <p className="buttons">
      <Button
        isBusy={commands.pending === 'undo-decision'}
        onPress={() =>
          void commands.send({ type: 'undo-decision', requestId: request.id }, request.id, request.revision)
        }
      >
        {t('undo')}
      </Button>
      <span className="hint" role="timer">
        {t('undo_left', { left: secondsWords(leftMs, language) })}
      </span>
    </p>
  );
}

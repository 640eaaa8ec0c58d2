import type { ConversationView } from '#core/contract/conversation-view.ts';
import type { ProblemDocument } from '#core/contract/problem.ts';
import type { SessionAnswer } from '#core/contract/session.ts';
import type { Api, CommandReply } from '../../../api.ts';
import { Notice } from '../../../components/notice.tsx';
import { useCommands } from '../../../hooks/use-commands.ts';
import { useNow } from '../../../hooks/use-now.ts';
import type { Host } from '../../../host/host.ts';
import { MuteNotice } from '../later.ts';
import { undoLeftMs } from '../view-model.ts';
import { DeskContext } from './desk.ts';
import { StaleNotice } from './notices.tsx';
import { Parts } from './parts.tsx';
import { usePlacedNews } from './use-placed-news.ts';

export interface ViewProps {
  api: Api;
  host: Host;
  session: SessionAnswer;
  view: ConversationView;
  /** When it was seen, in the service's milliseconds, and why the last look failed. */
  seenAtMs: number;
  problem: ProblemDocument | null;
  onReply(reply: CommandReply): void;
  onFailure(): void;
}

const [quickMs, calmMs] = [250, 10_000];

/** A conversation whose facts are known, with what is to be said about how they are known. */
export function View({ api, host, session, view, problem, seenAtMs, onReply, onFailure }: ViewProps) {
  const isCounting = view.matches.some(({ request }) => undoLeftMs(request, api.nowMs()) > 0);
  const nowMs = useNow(api.nowMs, isCounting ? quickMs : calmMs);
  const commands = useCommands(api, onReply, onFailure);
  usePlacedNews(host, view);
  return (
    <DeskContext value={{ api, host, session, view, commands, nowMs }}>
      <h1 className="unseen">Passerelle</h1>
      {host.isMute && <MuteNotice />}
      {problem && <StaleNotice problem={problem} seenAtMs={seenAtMs} />}
      {view.trouble && <Notice status="warning" title={view.trouble} />}
      <Parts />
    </DeskContext>
  );
}

import { createContext, useContext } from 'react';
import type { ConversationView } from '#core/contract/conversation-view.ts';
import type { SessionAnswer } from '#core/contract/session.ts';
import type { Api } from '../../../api.ts';
import type { Commands } from '../../../hooks/use-commands.ts';
import type { Host } from '../../../host/host.ts';

/** What every part of the sidebar stands on. */
export interface Desk {
  api: Api;
  host: Host;
  session: SessionAnswer;
  view: ConversationView;
  commands: Commands;
  /** The service's time, in milliseconds, as often as the words on screen need it. */
  nowMs: number;
}

export const DeskContext = createContext<Desk | null>(null);

/** The sidebar around a part. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error('This part stands in no sidebar.');
  return desk;
}

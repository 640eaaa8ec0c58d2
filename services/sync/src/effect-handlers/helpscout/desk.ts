import { OutsideError } from '../../connectors/errors.ts';
import type { Helpscout } from '../../connectors/helpscout/port.ts';

/** The help desk of a company: what somebody waits for goes over `interactive`. */
export interface Desk {
  background: Helpscout;
  interactive: Helpscout;
}

/** The help desk at the moment of a call; null for a company without one. */
export type DeskOf = () => Desk | null;

/** @throws OutsideError `sign-in-again` without Help Scout */
export function deskNow(deskOf: DeskOf): Desk {
  const desk = deskOf();
  if (!desk) throw withoutDesk();
  return desk;
}

function withoutDesk(): OutsideError {
  return new OutsideError({
    vendor: 'helpscout',
    word: 'sign-in-again',
    title: { fr: 'Help Scout n’est pas connecté', en: 'Help Scout is not connected' },
    detail: {
      fr: 'L’équipe qui exploite Passerelle remet les variables HELPSCOUT_… et redémarre ; cela reprend alors tout seul.',
      en: 'The team that operates Passerelle puts the HELPSCOUT_… variables back and restarts; it then goes on by itself.',
    },
  });
}

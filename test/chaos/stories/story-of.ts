import { documented, merged, movedByHand, takenByHand } from './by-hand.ts';
import type { StoryName } from './catalogue.ts';
import { answeredInHelpScout, calledFirst, decidedInSlack } from './elsewhere.ts';
import {
  accepted,
  decidedByTwo,
  evidenceAsked,
  reconsidered,
  refused,
  secondAdministrator,
  undone,
  undoneThenRefused,
  withoutDeal,
} from './plain.ts';
import type { Story } from './stage.ts';

/** Every story with what people do in it. */
export const storyOf: Record<StoryName, Story> = {
  accepted,
  refused,
  'second-administrator': secondAdministrator,
  'without-deal': withoutDeal,
  undone,
  'undone-then-refused': undoneThenRefused,
  reconsidered,
  'decided-by-two': decidedByTwo,
  'evidence-asked': evidenceAsked,
  'called-first': calledFirst,
  'moved-by-hand': movedByHand,
  'taken-by-hand': takenByHand,
  merged,
  'decided-in-slack': decidedInSlack,
  'answered-in-help-scout': answeredInHelpScout,
  documented,
  nothing: async () => [],
};

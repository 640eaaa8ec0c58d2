import type { ConversionChoices } from '#core/contract/conversion-view.ts';
import type { Surroundings } from '../../start-surface.tsx';
import type { Place } from './use-address.ts';

/** What each tab is given. */
export interface TabProps {
  surroundings: Surroundings;
  choices: ConversionChoices;
  place: Place;
}

import { startSurface } from '../../start-surface.tsx';
import { NewSuspect } from './new-suspect.tsx';
import { modalSize } from './view-model.ts';

startSurface((surroundings) => <NewSuspect surroundings={surroundings} />, modalSize);

import { startSurface } from '../../start-surface.tsx';
import { NewRequest } from './new-request.tsx';
import { modalSize } from './view-model.ts';

startSurface((surroundings) => <NewRequest surroundings={surroundings} />, modalSize);

import { startSurface } from '../../start-surface.tsx';
import { RefusalModal } from './refusal-modal.tsx';
import { modalSize } from './view-model.ts';

startSurface((surroundings) => <RefusalModal surroundings={surroundings} />, modalSize);

import { startSurface } from '../../start-surface.tsx';
import { Pipeline } from './pipeline.tsx';

startSurface((surroundings) => <Pipeline surroundings={surroundings} />);

import { startSurface } from '../../start-surface.tsx';
import { Panel } from './panel.tsx';

startSurface((surroundings) => <Panel surroundings={surroundings} />);

import { startSurface } from '../../start-surface.tsx';
import { Requests } from './requests.tsx';

startSurface((surroundings) => <Requests surroundings={surroundings} />);

import { startSurface } from '../../start-surface.tsx';
import { SettingsSurface } from './settings.tsx';

startSurface((surroundings) => <SettingsSurface surroundings={surroundings} />);

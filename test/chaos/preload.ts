/**
 * Loaded into a process of the service before the service itself (`node --import`): what only somebody inside can do
 * to it. CHAOS_PLANT plants a wrong line, CHAOS_SKEW_MS sets its clock wrong, and with SIGUSR2 it dies at the
 * statement whose number stands in CHAOS_DEATH_FILE.
 */
import { dieAtStatement } from './inside/die-at-statement.ts';
import { plantWrongLine } from './inside/plant-wrong-line.ts';
import { skewClock } from './inside/skew-clock.ts';

const { CHAOS_PLANT, CHAOS_SKEW_MS, CHAOS_DEATH_FILE } = process.env;
if (CHAOS_PLANT) plantWrongLine(CHAOS_PLANT);
if (CHAOS_SKEW_MS) skewClock(Number(CHAOS_SKEW_MS));
if (CHAOS_DEATH_FILE) dieAtStatement(CHAOS_DEATH_FILE);

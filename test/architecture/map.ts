import { roomsBeside } from './rooms/beside.ts';
import { connectorRooms } from './rooms/connectors.ts';
import { coreRooms } from './rooms/core.ts';
import { core, type Rule } from './rooms/rule.ts';
import { serviceRooms } from './rooms/service.ts';
import type { Import } from './source-files.ts';

/** Every room, in the order in which the rules are asked. */
export const map: Rule[] = [...coreRooms, ...connectorRooms, ...serviceRooms, ...roomsBeside];

/** What is wrong with one import, in words; undefined when nothing is. */
export function breach(from: string, { target, ours, typeOnly }: Import): string | undefined {
  const rule = map.find((one) => one.from.test(from));
  if (!rule) return `${from} is in no room of the map`;
  const allowed = ours
    ? rule.may.some((pattern) => pattern.test(target))
    : (rule.packages?.test(target) ?? true);
  if (!allowed) return `${from} imports ${target}, but ${rule.because}`;
  const isSurface = from.startsWith('apps/') && target.startsWith(core);
  return isSurface && !typeOnly ? `${from} imports ${target} as a value, but ${rule.because}` : undefined;
}

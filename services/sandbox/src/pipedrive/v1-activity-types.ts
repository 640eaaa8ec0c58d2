import { Router } from 'express';
import { z } from 'zod';
import type { Charge } from './budget.ts';
import type { PipedriveContext } from './context.ts';
import { byId, nextId } from './lookup.ts';
import type { PipedriveMemory } from './records.ts';
import { notFound } from './refusal.ts';
import { pathId } from './strict-input.ts';
import type { ActivityType } from './structure-records.ts';
import { v1Time, v2Time } from './times.ts';
import { tolerant } from './v1-input.ts';

const icons = [
  ...['task', 'email', 'meeting', 'deadline', 'call', 'lunch', 'calendar', 'downarrow', 'document'],
  ...['smartphone', 'camera', 'scissors', 'cogs', 'bubble', 'uparrow', 'checkbox', 'signpost', 'shuffle'],
  ...['addressbook', 'linegraph', 'picture', 'car', 'world', 'search', 'clip', 'sound', 'brush', 'key'],
  ...['padlock', 'pricetag', 'suitcase', 'finish', 'plane', 'loop', 'wifi', 'truck', 'cart', 'bulb'],
  ...['bell', 'presentation'],
];

const typePatch = z.object({
  name: z.string().min(1).max(255).optional(),
  icon_key: z.enum(icons).optional(),
  color: z
    .string()
    .regex(/^[0-9a-f]{6}$/i, 'must be six hex digits')
    .optional(),
  order_nr: z.coerce.number().int().optional(),
});
const typeBody = typePatch.required({ name: true, icon_key: true });

function typeView(type: ActivityType): object {
  return {
    ...type,
    active_flag: true,
    add_time: v1Time(type.add_time),
    update_time: v1Time(type.update_time),
  };
}

/** The server assigns the key: the name in small letters and underscores (pipedrive.md 2.8), made unique. */
function keyOf(memory: PipedriveMemory, name: string): string {
  const plain = name.normalize('NFD').replace(/[\u0300-\u036f]/g, '');
  const base = plain.toLowerCase().replace(/[^a-z0-9]+/g, '_');
  const taken = memory.activityTypes.filter(({ key_string }) => key_string.startsWith(base)).length;
  return taken === 0 ? base : `${base}_${taken + 1}`;
}

function addType({ memory, now, changed }: PipedriveContext, body: unknown): ActivityType {
  const { name, icon_key, color } = tolerant(typeBody, body);
  const at = v2Time(now());
  const type: ActivityType = {
    id: nextId(memory, 'activityType'),
    name,
    key_string: keyOf(memory, name),
    icon_key,
    order_nr: memory.activityTypes.length + 1,
    color: color ?? null,
    is_custom_flag: true,
    add_time: at,
    update_time: at,
  };
  memory.activityTypes.push(type);
  changed();
  return type;
}

/** Activity types of v1 (pipedrive.md 2.8): not paged; their key never changes. */
export function activityTypeRoutes(context: PipedriveContext, charge: Charge): Router {
  const { memory, now, changed } = context;
  const router = Router();
  const known = (params: Parameters<typeof pathId>[0]): ActivityType => {
    const type = byId(memory.activityTypes, pathId(params));
    if (!type) throw notFound();
    return type;
  };
  router.get('/activityTypes', charge(20), (_request, response) => {
    response.json({ success: true, data: memory.activityTypes.map(typeView) });
  });
  router.post('/activityTypes', charge(10), (request, response) => {
    response.json({ success: true, data: typeView(addType(context, request.body)) });
  });
  router.put('/activityTypes/:id', charge(10), (request, response) => {
    const type = known(request.params);
    Object.assign(type, tolerant(typePatch, request.body), { update_time: v2Time(now()) });
    changed();
    response.json({ success: true, data: typeView(type) });
  });
  router.delete('/activityTypes/:id', charge(6), (request, response) => {
    const type = known(request.params);
    memory.activityTypes = memory.activityTypes.filter((each) => each !== type);
    changed();
    response.json({ success: true, data: { ...typeView(type), active_flag: false } });
  });
  return router;
}

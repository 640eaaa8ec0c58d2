import { registerHooks } from 'node:module';
import { plants } from '../plants.ts';

/** The file of a plant reads its wrong line instead. @throws Error when there is no such line any more */
export function plantWrongLine(name: string): void {
  const plant = plants[name];
  if (!plant) throw new Error(`There is no plant "${name}".`);
  const url = new URL(`../../../${plant.file}`, import.meta.url).href;
  registerHooks({
    load(wanted, context, nextLoad) {
      const loaded = nextLoad(wanted, context);
      if (wanted !== url) return loaded;
      const source = String(loaded.source);
      if (!source.includes(plant.text))
        throw new Error(`${plant.file} does not read "${plant.text}" any more.`);
      return { ...loaded, source: source.replace(plant.text, plant.instead) };
    },
  });
}

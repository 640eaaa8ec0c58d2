import type { Company } from '#core/company.ts';
import type { SettingsProblem } from '#core/contract/settings-view.ts';
import type { Language } from '#core/model/localized.ts';
import type { Settings } from '#core/settings.ts';
import type { LiveCatalogue } from './live-catalogue.ts';

interface Renaming {
  settings: Settings;
  served: Company;
  live: LiveCatalogue;
}

const placePath = /^(pipelines|stages)\.|^targets\.\d+\.(pipeline|stage)$/;

/**
 * A pipeline or stage that was renamed in the CRM goes on working by its id (interfaces.md section 4): worth a word
 * and its new name, not an error. So do the stages of a renamed pipeline.
 */
export function sayRenamed(
  problems: readonly SettingsProblem[],
  renaming: Renaming,
  reader: Language,
): SettingsProblem[] {
  return problems.map((problem) => {
    const former = placePath.test(problem.path) ? textAt(renaming.settings, problem.path) : undefined;
    const current = former === undefined ? undefined : newNameOf(former, problem.path, renaming);
    return current === undefined ? problem : renamed(problem, former ?? '', current, reader);
  });
}

/** The name it bears now, if the service still knows it under the one in the settings. */
function newNameOf(former: string, path: string, { served, live }: Renaming): string | undefined {
  const isPipeline = path.startsWith('pipelines.') || path.endsWith('.pipeline');
  const [known, current] = isPipeline ? [served.pipelines, live.pipelines] : [served.stages, live.stages];
  const alias = known.find(({ name }) => folded(name) === folded(former));
  return current.find(({ id, name }) => id === alias?.id && folded(name) !== folded(former))?.name;
}

function renamed(
  problem: SettingsProblem,
  former: string,
  current: string,
  reader: Language,
): SettingsProblem {
  const words = {
    fr: [
      `« ${former} » s’appelle maintenant « ${current} »`,
      'Tout continue de fonctionner. Reprenez le nouveau nom ici pour que chacun s’y retrouve.',
    ],
    en: [
      `“${former}” is now called “${current}”`,
      'Everything goes on working. Take the new name over here, so that everybody finds their way.',
    ],
  } as const;
  const [title, detail] = words[reader];
  return { path: problem.path, title, detail, nearest: current, severity: 'warning' };
}

function textAt(settings: Settings, path: string): string | undefined {
  const value = path
    .split('.')
    .reduce<unknown>(
      (at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined),
      settings,
    );
  return typeof value === 'string' ? value : undefined;
}

function folded(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase();
}

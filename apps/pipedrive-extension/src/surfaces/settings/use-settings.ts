import { useCallback, useEffect, useRef, useState } from 'react';
import type { ProblemDocument } from '#core/contract/problem.ts';
import type { Visibility } from '../../live/live.ts';
import type { SettingsAnswer } from './contract.ts';
import { isSame, type SettingsDocument, writeAt } from './model/document.ts';
import { type Choice, settle } from './model/merge.ts';
import { type SeenProblem, seen, standing } from './model/problems.ts';
import { readSave, type SaveResult } from './model/read-save.ts';
import type { SettingsApi } from './settings-api.ts';

/** Somebody saved while I was editing: who, when, and what stands there now. */
export interface Overtaken {
  changedBy: string | null;
  changedAt: string | null;
  theirs: SettingsAnswer;
}

/** The settings as they are saved, as they are being edited, and what became of the last save. */
export interface Settings {
  saved: SettingsAnswer;
  draft: SettingsDocument;
  isChanged: boolean;
  isSaving: boolean;
  problems: SeenProblem[];
  trouble: ProblemDocument | null;
  overtaken: Overtaken | null;
  set(path: string, value: unknown): void;
  /** Puts another draft in place, such as an imported one. */
  replace(settings: SettingsDocument, problems: SeenProblem[]): void;
  discard(): void;
  /** True when everything was saved. `allowMissing`: also names that are still to be created in Pipedrive. */
  save(allowMissing?: boolean): Promise<boolean>;
  /** Saves on top of the other one's version; without choices, theirs stands. */
  resolve(choiceOf: (path: string) => Choice | undefined): Promise<boolean>;
  /** Goes back to editing, with nothing saved. */
  postpone(): void;
  /** Reads again what Pipedrive has, and what is wrong with the settings there. */
  refresh(): void;
}

type News = Pick<Settings, 'trouble' | 'overtaken' | 'isSaving'>;

const quiet: News = { trouble: null, overtaken: null, isSaving: false };

interface Versions {
  saved: SettingsAnswer;
  draft: SettingsDocument;
  problems: SeenProblem[];
}

/** Keeps a draft over the saved settings, and saves it without overwriting anybody. */
export function useSettings(api: SettingsApi, first: SettingsAnswer, visibility: Visibility): Settings {
  const [versions, setVersions] = useState(() => opened(first));
  const { saved, draft } = versions;
  const [news, setNews] = useState<News>(quiet);
  const busy = useRef(false);
  const isChanged = !isSame(saved.settings, draft);
  const change = (next: Partial<Versions>) => setVersions((former) => ({ ...former, ...next }));

  async function send(base: SettingsAnswer, sent: SettingsDocument, allowMissing = false): Promise<boolean> {
    if (busy.current) return false;
    busy.current = true;
    setNews({ ...quiet, isSaving: true });
    const result = readSave(await api.save(base.revision, sent, allowMissing));
    busy.current = false;
    setNews(await newsOf(result, api));
    if (result.kind === 'invalid') change({ problems: seen(result.problems, sent) });
    if (result.kind !== 'saved') return false;
    const after = opened({ ...base, ...result.answer });
    // What was typed while the save was on its way stays.
    setVersions((now) => ({ ...after, draft: settle(sent, now.draft, after.draft, () => 'mine') }));
    return true;
  }

  const refresh = useFreshness(api, visibility, (answer) => {
    const { problems } = opened(answer);
    if (answer.revision === saved.revision) change({ saved: answer, problems });
    // Somebody else's version waits until nothing is unsaved here: the save will tell.
    else if (answer.revision > saved.revision && !isChanged) setVersions(opened(answer));
  });

  return {
    saved,
    draft,
    isChanged,
    problems: standing(versions.problems, draft),
    ...news,
    set: (path, value) => setVersions((now) => ({ ...now, draft: writeAt(now.draft, path, value) })),
    replace: (settings, problems) => change({ draft: settings, problems }),
    discard() {
      setVersions(opened(saved));
      setNews(quiet);
    },
    save: (allowMissing) => send(saved, draft, allowMissing),
    async resolve(choiceOf) {
      if (!news.overtaken) return false;
      const { theirs } = news.overtaken;
      const merged = settle(saved.settings, draft, theirs.settings, choiceOf);
      setVersions({ ...opened(theirs), draft: merged });
      return send(theirs, merged);
    },
    postpone: () => setNews(quiet),
    refresh,
  };
}

/** Settings as they were read, with nothing edited yet. */
function opened(answer: SettingsAnswer): Versions {
  return { saved: answer, draft: answer.settings, problems: seen(answer.problems, answer.settings) };
}

async function newsOf(result: SaveResult, api: SettingsApi): Promise<News> {
  if (result.kind === 'saved') return quiet;
  if (result.kind !== 'overtaken') return { ...quiet, trouble: result.problem };
  const theirs = await api.settings();
  if (!theirs.ok) return { ...quiet, trouble: theirs.problem };
  const { changedBy, changedAt } = result;
  return { ...quiet, overtaken: { changedBy, changedAt, theirs: theirs.value } };
}

/** Looks again when somebody comes back to the page, and when asked. */
function useFreshness(
  api: SettingsApi,
  visibility: Visibility,
  take: (answer: SettingsAnswer) => void,
): () => void {
  const latest = useRef(take);
  useEffect(() => {
    latest.current = take;
  });
  const refresh = useCallback(async () => {
    const answer = await api.settings();
    if (answer.ok) latest.current(answer.value);
  }, [api]);
  useEffect(
    () =>
      visibility.onChange(() => {
        if (visibility.isVisible()) void refresh();
      }),
    [refresh, visibility],
  );
  return useCallback(() => void refresh(), [refresh]);
}

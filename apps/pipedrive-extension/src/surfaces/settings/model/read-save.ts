import type { ProblemDocument } from '#core/contract/problem.ts';
import type { SettingsProblem } from '#core/contract/settings-view.ts';
import type { Reply } from '../../../service/answer.ts';
import type { ImportAnswer, SavedAnswer } from '../contract.ts';

/** What became of a save. */
export type SaveResult =
  | { kind: 'saved'; answer: SavedAnswer }
  /** Somebody else saved first. */
  | { kind: 'overtaken'; changedBy: string | null; changedAt: string | null }
  | { kind: 'invalid'; problems: SettingsProblem[]; problem: ProblemDocument }
  | { kind: 'failed'; problem: ProblemDocument };

/** Reads the answer to `PUT /api/settings`. */
export function readSave(reply: Reply): SaveResult {
  if (reply.ok) return { kind: 'saved', answer: reply.body as SavedAnswer };
  const { problem, body } = reply;
  if (problem.status === 409) {
    return { kind: 'overtaken', changedBy: textIn(body, 'changedBy'), changedAt: textIn(body, 'changedAt') };
  }
  const problems = problemsIn(body);
  return problem.status === 422 && problems.length > 0
    ? // Its detail names paths, and each problem says more.
      { kind: 'invalid', problems, problem: { ...problem, detail: '' } }
    : { kind: 'failed', problem };
}

/** What a settings file says, or what is wrong with it. */
export type ImportResult =
  | { kind: 'read'; answer: ImportAnswer }
  | { kind: 'refused'; problems: SettingsProblem[]; problem: ProblemDocument };

/** Reads the answer to `POST /api/settings/import`. */
export function readImport(reply: Reply): ImportResult {
  if (reply.ok) return { kind: 'read', answer: reply.body as ImportAnswer };
  return { kind: 'refused', problems: problemsIn(reply.body), problem: reply.problem };
}

function textIn(body: unknown, key: string): string | null {
  const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, key) : null;
  return typeof value === 'string' && value !== '' ? value : null;
}

function problemsIn(body: unknown): SettingsProblem[] {
  const problems: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'problems') : [];
  return Array.isArray(problems) ? (problems as SettingsProblem[]) : [];
}

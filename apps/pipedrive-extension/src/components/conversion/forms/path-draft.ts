import type { Ask, Path } from '../ask.ts';

/** What the form of the path holds, whichever path is chosen. */
export interface PathDraft {
  path: Path;
  procedure: { name: string; administration: string; email: string };
  /** Empty: none. */
  demoDay: string;
  /** The documents to ask for, of those that are usually asked for. */
  documents: readonly string[];
}

export type PathProblem = 'procedureMissing' | 'administrationMissing' | 'emailWrong' | 'past';
export type PathProblems = Partial<Record<'name' | 'administration' | 'email' | 'demoDay', PathProblem>>;

/** Nothing filled in yet; every usual document is asked for. */
export function firstPathDraft(documents: readonly string[]): PathDraft {
  return {
    path: 'autonomous',
    procedure: { name: '', administration: '', email: '' },
    demoDay: '',
    documents,
  };
}

/** What is wrong, by field, with what the chosen path needs; nothing when it can be sent. */
export function pathProblems({ path, procedure, demoDay }: PathDraft, today: string): PathProblems {
  if (path !== 'existing-procedure') return {};
  const email = procedure.email.trim();
  return {
    ...(procedure.name.trim() === '' && { name: 'procedureMissing' }),
    ...(procedure.administration.trim() === '' && { administration: 'administrationMissing' }),
    ...(email !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(email) && { email: 'emailWrong' }),
    ...(demoDay !== '' && demoDay < today && { demoDay: 'past' }),
  };
}

/** What is asked for: only what belongs to the chosen path. */
export function pathAsk({ path, procedure, demoDay, documents }: PathDraft): Ask {
  if (path === 'autonomous') return { type: 'choose-path', path };
  if (path === 'new-procedure') return { type: 'choose-path', path, documents: [...documents] };
  const { name, administration, email } = procedure;
  return {
    type: 'choose-path',
    path,
    procedure: {
      name: name.trim(),
      administration: administration.trim(),
      email: email.trim() || null,
    },
    demoDay: demoDay || null,
  };
}

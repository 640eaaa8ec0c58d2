import { expect, it } from 'vitest';
import {
  firstPathDraft,
  pathAsk,
  pathProblems,
} from '../../../apps/pipedrive-extension/src/components/conversion/forms/path-draft.ts';

const today = '2026-11-24';
const documents = ['Les formulaires papier', 'Les modèles d’attestation'];
const procedure = { name: ' Aide à la rentrée ', administration: 'Département', email: '' };

it('sends only what belongs to the chosen path (DS-38 to DS-46)', () => {
  const draft = { ...firstPathDraft(documents), procedure, demoDay: '2026-12-01' };
  expect(pathAsk(draft)).toEqual({ type: 'choose-path', path: 'autonomous' });
  expect(pathAsk({ ...draft, path: 'new-procedure' })).toEqual({
    type: 'choose-path',
    path: 'new-procedure',
    documents,
  });
  expect(pathAsk({ ...draft, path: 'existing-procedure' })).toEqual({
    type: 'choose-path',
    path: 'existing-procedure',
    procedure: { name: 'Aide à la rentrée', administration: 'Département', email: null },
    demoDay: '2026-12-01',
  });
});

it('wants the procedure and its administration where one exists, and nothing elsewhere', () => {
  const empty = { ...firstPathDraft(documents), demoDay: '2026-11-23' };
  expect(pathProblems(empty, today)).toEqual({});
  expect(pathProblems({ ...empty, path: 'new-procedure' }, today)).toEqual({});
  const email = { ...empty.procedure, email: 'accueil@departement' };
  expect(pathProblems({ ...empty, path: 'existing-procedure', procedure: email }, today)).toEqual({
    name: 'procedureMissing',
    administration: 'administrationMissing',
    email: 'emailWrong',
    demoDay: 'past',
  });
  expect(pathProblems({ ...empty, path: 'existing-procedure', procedure, demoDay: '' }, today)).toEqual({});
});

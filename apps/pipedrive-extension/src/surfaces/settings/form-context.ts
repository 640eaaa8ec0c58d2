import { createContext, use } from 'react';
import type { CatalogueView } from '#core/contract/settings-view.ts';
import { useLanguage, useTexts } from '../../components/language-context.ts';
import { readAt, type SettingsDocument } from './model/document.ts';
import { fieldId, problemsOf, type SeenProblem } from './model/problems.ts';
import type { Vocabulary } from './model/words.ts';
import { fieldTexts } from './texts/fields.ts';
import { settingLabels } from './texts/labels.ts';
import { pageTexts } from './texts/page.ts';

/** What every field of the page needs. */
export interface SettingsForm {
  draft: SettingsDocument;
  catalogue: CatalogueView;
  /** Whose settings these are, and what is in force. */
  companyId: string;
  saved: SettingsDocument;
  isReadOnly: boolean;
  problems: readonly SeenProblem[];
  set(path: string, value: unknown): void;
}

const noForm: SettingsForm = {
  draft: {},
  catalogue: { pipelines: [], staff: [], personFields: [], dealFields: [], activityTypes: [] },
  companyId: '',
  saved: {},
  isReadOnly: true,
  problems: [],
  set: () => undefined,
};

export const FormContext = createContext<SettingsForm>(noForm);

export function useForm(): SettingsForm {
  return use(FormContext);
}

/** One setting as its field sees it. */
export interface Setting {
  id: string;
  value: unknown;
  /** Of the value itself, and of what is inside it. */
  problems: SeenProblem[];
  isReadOnly: boolean;
  set(value: unknown): void;
}

export function useSetting(path: string): Setting {
  const { draft, problems, isReadOnly, set } = useForm();
  return {
    id: fieldId(path),
    value: readAt(draft, path),
    problems: problemsOf(problems, path),
    isReadOnly,
    set: (value) => set(path, value),
  };
}

/** The words for paths and values, in the reader's language. */
export function useVocabulary(): Vocabulary {
  const { catalogue } = useForm();
  const page = useTexts(pageTexts);
  return {
    language: useLanguage(),
    labels: useTexts(settingLabels),
    page,
    fields: useTexts(fieldTexts),
    catalogue,
  };
}

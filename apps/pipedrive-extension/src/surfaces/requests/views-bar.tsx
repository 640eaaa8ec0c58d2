import { Suspense, useEffect, useId, useRef, useState } from 'react';
import type { SavedView } from '#core/contract/saved-views.ts';
import type { Api } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { useTexts } from '../../components/language-context.ts';
import { lazyPart } from '../../components/lazy-part.tsx';
import { Notice } from '../../components/notice.tsx';
import { stateOfView, viewQueryOf, viewShown } from './saved-view-model.ts';
import type { PageModel } from './use-page.ts';
import { useViews } from './use-views.ts';
import { viewsTexts } from './views-texts.ts';

const SaveViewForm = lazyPart(async () => (await import('./save-view-form.tsx')).SaveViewForm);

/** The saved views of the list: choose one, keep the present filters as one, remove one's own. */
export function ViewsBar({ page, api }: { page: PageModel; api: Api }) {
  const texts = useTexts(viewsTexts);
  const model = useViews(api);
  const [isSaving, setSaving] = useState(false);
  const shown = viewShown(model.views, page.address);
  const saveButton = useRef<HTMLButtonElement>(null);
  const keepFocus = useFocusAfter(() => page.viewChoice.current ?? saveButton.current);
  const save = async (name: string, shared: boolean) => {
    if (!(await model.save({ name, shared, query: viewQueryOf(page.address) }))) return;
    setSaving(false);
    keepFocus();
  };
  const remove = async (id: string) => {
    if (await model.remove(id)) keepFocus();
  };
  const cancel = () => {
    setSaving(false);
    keepFocus();
  };
  return (
    <div className="views">
      <ViewChoice page={page} views={model.views} shown={shown} />
      {shown === null && !isSaving && (
        <Button ref={saveButton} tone="quiet" onClick={() => setSaving(true)}>
          {texts.save}
        </Button>
      )}
      {shown?.mine && (
        <Button tone="quiet" busy={model.isBusy} onClick={() => void remove(shown.id)}>
          {texts.remove(shown.name)}
        </Button>
      )}
      {isSaving && (
        <Suspense>
          <SaveViewForm isBusy={model.isBusy} onCancel={cancel} onSave={save} />
        </Suspense>
      )}
      {model.problem && (
        <Notice tone="warning" title={model.problem.title}>
          <p>{model.problem.detail}</p>
        </Notice>
      )}
    </div>
  );
}

/** Brings the focus to what stands there once the control that had it is gone. */
function useFocusAfter(target: () => HTMLElement | null): () => void {
  const [round, setRound] = useState(0);
  const latest = useRef(target);
  useEffect(() => {
    latest.current = target;
  });
  useEffect(() => {
    if (round > 0) latest.current()?.focus();
  }, [round]);
  return () => setRound((before) => before + 1);
}

interface ChoiceProps {
  page: PageModel;
  views: readonly SavedView[];
  shown: SavedView | null;
}

function ViewChoice({ page, views, shown }: ChoiceProps) {
  const texts = useTexts(viewsTexts);
  const id = useId();
  const groups = [
    { label: texts.mine, of: views.filter(({ mine }) => mine) },
    { label: texts.shared, of: views.filter(({ mine }) => !mine) },
  ];
  if (views.length === 0) return null;
  return (
    <div className="pick">
      <label htmlFor={id}>{texts.view}</label>
      <select
        ref={page.viewChoice}
        id={id}
        aria-keyshortcuts="v"
        value={shown?.id ?? ''}
        onChange={(event) => {
          const chosen = views.find((view) => view.id === event.target.value);
          if (chosen) page.show(stateOfView(chosen));
        }}
      >
        <option value="">{texts.none}</option>
        {groups
          .filter((group) => group.of.length > 0)
          .map((group) => (
            <optgroup key={group.label} label={group.label}>
              {group.of.map((view) => (
                <option key={view.id} value={view.id}>
                  {view.mine && view.shared ? texts.sharedByMe(view.name) : view.name}
                </option>
              ))}
            </optgroup>
          ))}
      </select>
    </div>
  );
}

import { useSetting } from '../form-context.ts';
import { Field } from './field.tsx';

/** The key by which commands, mails and links name a thing; typed as it is kept: lower case, dashes for spaces. */
export function KeyField({ path, label }: { path: string; label: string }) {
  const { id, value, problems, isReadOnly, set } = useSetting(path);
  return (
    <Field id={id} label={label} problems={problems}>
      {(control) => (
        <input
          {...control}
          className="key-input"
          type="text"
          autoComplete="off"
          spellCheck={false}
          maxLength={100}
          disabled={isReadOnly}
          value={String(value ?? '')}
          onChange={({ target }) => set(target.value.toLowerCase().replace(/[^a-z0-9]+/g, '-'))}
        />
      )}
    </Field>
  );
}

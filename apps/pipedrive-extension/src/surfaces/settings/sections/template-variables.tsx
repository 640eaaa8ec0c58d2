import type { TemplateView } from '#core/contract/templates-view.ts';
import { useTexts } from '../../../components/language-context.ts';
import { toolTexts } from '../texts/tools.ts';

interface VariablesProps {
  variables: TemplateView['variables'];
  onInsert(name: string): void;
}

/** What the text may use, one click each. */
export function Variables({ variables, onInsert }: VariablesProps) {
  const texts = useTexts(toolTexts);
  return (
    <section className="variables" aria-label={texts.variables}>
      <h3>{texts.variables}</h3>
      <p className="hint">{texts.variablesHint}</p>
      <ul>
        {variables.map(({ name, description, example }) => (
          <li key={name}>
            <button
              type="button"
              className="variable"
              aria-label={texts.insert(name)}
              // The click must not take the cursor out of the text.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => onInsert(name)}
            >
              {`{{ ${name} }}`}
            </button>
            <span>
              {description} <span className="hint">{texts.example(example)}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

import { useTexts } from '../language-context.ts';
import { AskButton, type CardProps } from './ask-button.tsx';
import { partTexts } from './part-texts.ts';
import { conversionTexts } from './texts.ts';
import { UseCaseLine } from './use-case-line.tsx';
import { liveOfAll } from './view-model.ts';

/** The uses of the product by the client and how far each is: what is live is what was converted. */
export function UseCaseRegister(card: CardProps) {
  const texts = useTexts(partTexts);
  const { ask } = useTexts(conversionTexts);
  const { useCaseList, allowed, nextStep } = card.conversion;
  const mayAdd = allowed.includes('add-use-case') && nextStep?.type !== 'add-use-case';
  if (useCaseList.length === 0 && !mayAdd) return null;
  const { live, all } = liveOfAll(card.conversion);
  return (
    <section className="part" aria-label={texts.useCases}>
      <header>
        <h3>{texts.useCases}</h3>
        {all > 0 && <span className="hint">{texts.liveOfAll(live, all)}</span>}
      </header>
      {useCaseList.length === 0 ? (
        <p className="hint">{texts.noUseCase}</p>
      ) : (
        <ul className="part-lines">
          {useCaseList.map((useCase) => (
            <UseCaseLine key={useCase.number} {...card} useCase={useCase} />
          ))}
        </ul>
      )}
      {mayAdd && <AskButton {...card} type="add-use-case" label={ask['add-use-case']} tone="quiet" />}
    </section>
  );
}

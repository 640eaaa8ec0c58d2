import type { SettingsHistory } from '#core/contract/settings-view.ts';
import { useTexts } from '../../../components/language-context.ts';
import { useVocabulary } from '../form-context.ts';
import { pathWords, valueWords } from '../model/words.ts';
import { pageTexts } from '../texts/page.ts';

type Change = SettingsHistory['items'][number]['changes'][number];

/** What changed, each as its name, the value before and the value after. */
export function Changes({ changes }: { changes: readonly Change[] }) {
  const vocabulary = useVocabulary();
  const texts = useTexts(pageTexts);
  return (
    <ul className="changes">
      {changes.map(({ path, before, after }) => (
        <li key={path}>
          <span className="change-name">{pathWords(path, vocabulary)}</span>
          <span className="visually-hidden">{texts.changedFrom}</span>
          <del>{valueWords(path, before, vocabulary)}</del>
          <span aria-hidden="true"> → </span>
          <span className="visually-hidden">{texts.changedTo}</span>
          <ins>{valueWords(path, after, vocabulary)}</ins>
        </li>
      ))}
    </ul>
  );
}

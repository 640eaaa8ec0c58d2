import { useWords } from '../words-context.ts';
import { useDesk } from './desk.ts';
import { viewTexts } from './texts.ts';

/** A customer of whom nothing is known: the addresses say what was looked for. */
export function Unknown() {
  const { t } = useWords(viewTexts);
  const { customer } = useDesk().view;
  const addresses = customer.emails.join(', ');
  return (
    <section className="part">
      <h2>{customer.name || t('unknown_title')}</h2>
      {customer.name && <p>{t('unknown_title')}</p>}
      <p className="hint">{addresses ? t('unknown', { addresses }) : t('unknown_alone')}</p>
    </section>
  );
}

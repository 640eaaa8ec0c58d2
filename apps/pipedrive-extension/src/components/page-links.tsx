import { withFrenchSpaces } from '../french-spaces.ts';
import type { Language } from '../language.ts';
import { useTexts } from './language-context.ts';

const pages = ['requests', 'pipeline'] as const;
type FullPage = (typeof pages)[number];

const fr = {
  pages: 'Pages de Passerelle',
  requests: 'Demandes de compte',
  pipeline: 'Suivi commercial',
};

const en: typeof fr = {
  pages: 'Pages of Passerelle',
  requests: 'Account requests',
  pipeline: 'Customer follow-up',
};

/** The words of the ways between full pages. */
export const pageLinksTexts: Record<Language, typeof fr> = { fr: withFrenchSpaces(fr), en };

/** From one full page to the other, in the same frame. */
export function PageLinks({ current }: { current: FullPage }) {
  const texts = useTexts(pageLinksTexts);
  return (
    <nav className="page-links" aria-label={texts.pages}>
      {pages.map((page) => (
        <a
          key={page}
          href={`${page}${hostParameters()}`}
          aria-current={page === current ? 'page' : undefined}
        >
          {texts[page]}
        </a>
      ))}
    </nav>
  );
}

/** The host finds its frame by the `id` of the address (pipedrive.md 4.2); the filters of this page stay here. */
function hostParameters(): string {
  const query = new URLSearchParams(window.location.search);
  const kept = [...query].filter(([name]) => ['id', 'userId', 'companyId'].includes(name));
  const { theme } = document.documentElement.dataset;
  const written = new URLSearchParams([...kept, ...(theme ? [['theme', theme]] : [])]);
  return written.size === 0 ? '' : `?${written}`;
}

import { useId } from 'react';
import { useTexts } from '../../components/language-context.ts';
import type { SeenProblem } from './model/problems.ts';
import { hashOf, type Section, sectionOf } from './model/sections.ts';
import { pageTexts } from './texts/page.ts';

interface NavigationProps {
  sections: readonly Section[];
  chosen: Section;
  changed: ReadonlySet<Section>;
  problems: readonly SeenProblem[];
}

/** The sections, as a list beside them or, where it is narrow, as one choice above them. */
export function Navigation({ sections, chosen, changed, problems }: NavigationProps) {
  const texts = useTexts(pageTexts);
  const id = useId();
  const wrong = new Set(
    problems.filter(({ severity }) => severity === 'error').map(({ path }) => sectionOf(path)),
  );
  const marksOf = (section: Section) => [
    ...(changed.has(section) ? [texts.unsaved] : []),
    ...(wrong.has(section) ? [texts.problemMark] : []),
  ];
  return (
    <nav className="settings-nav" aria-label={texts.nav}>
      <ul>
        {sections.map((section) => (
          <li key={section}>
            <a href={hashOf(section)} aria-current={section === chosen ? 'page' : undefined}>
              {texts.section[section]}
              {changed.has(section) && <Mark kind="changed" words={texts.unsaved} />}
              {wrong.has(section) && <Mark kind="wrong" words={texts.problemMark} />}
            </a>
          </li>
        ))}
      </ul>
      <div className="field nav-select">
        <label htmlFor={id}>{texts.nav}</label>
        <select
          id={id}
          value={chosen}
          onChange={({ target }) => {
            window.location.hash = target.value;
          }}
        >
          {sections.map((section) => (
            <option key={section} value={section}>
              {[texts.section[section], ...marksOf(section)].join(' · ')}
            </option>
          ))}
        </select>
      </div>
    </nav>
  );
}

function Mark({ kind, words }: { kind: 'changed' | 'wrong'; words: string }) {
  return (
    <span className={`mark mark-${kind}`} title={words}>
      <span className="visually-hidden"> ({words})</span>
    </span>
  );
}

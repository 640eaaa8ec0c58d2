/** What people do in one run, and how often; `nothing` is left of a run whose misfortunes alone are played. */
export const stories = [
  { name: 'accepted', weight: 5 },
  { name: 'refused', weight: 3 },
  { name: 'second-administrator', weight: 2 },
  { name: 'without-deal', weight: 3 },
  { name: 'undone', weight: 3 },
  { name: 'undone-then-refused', weight: 2 },
  { name: 'reconsidered', weight: 2 },
  { name: 'decided-by-two', weight: 3 },
  { name: 'evidence-asked', weight: 2 },
  { name: 'called-first', weight: 2 },
  { name: 'moved-by-hand', weight: 2 },
  { name: 'taken-by-hand', weight: 2 },
  { name: 'merged', weight: 2 },
  { name: 'decided-in-slack', weight: 3 },
  { name: 'answered-in-help-scout', weight: 3 },
  { name: 'documented', weight: 2 },
] as const;

export type StoryName = (typeof stories)[number]['name'] | 'nothing';

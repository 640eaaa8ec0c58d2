/** The parts of the queue, in the order they are shown; a request may stand in several. */
export const sectionKeys = ['pending', 'awaiting-evidence', 'failed', 'promised-today', 'late'] as const;
export type SectionKey = (typeof sectionKeys)[number];

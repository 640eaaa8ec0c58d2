import { createContext } from 'react';

/** Where the company's Pipedrive is, for pages outside it; null inside, and where nobody knows. */
export const RecordsUrlContext = createContext<string | null>(null);

import { use, useMemo } from 'react';
import { RecordsUrlContext } from '../components/records-url.ts';
import type { Records } from '../components/request/records.ts';
import type { Host } from '../host/host.ts';

/**
 * Opens the host's own pages; a host that does not answer leaves the surface as it is. Outside the host they open in a
 * tab of their own, where the company's address is known.
 */
export function useRecords({ pages }: Host, here: Records['here']): Records {
  const recordsUrl = use(RecordsUrlContext);
  return useMemo(() => {
    if (!pages) return { here, ...inTabs(recordsUrl) };
    const ignore = () => undefined;
    return {
      here,
      openDeal: (dealId) => void pages.openDeal(dealId).catch(ignore),
      openPerson: (personId) => void pages.openPerson(personId).catch(ignore),
    };
  }, [pages, recordsUrl, here]);
}

function inTabs(recordsUrl: string | null): Pick<Records, 'openDeal' | 'openPerson'> {
  if (recordsUrl === null) return { openDeal: null, openPerson: null };
  const open = (path: string) => void window.open(`${recordsUrl}/${path}`, '_blank', 'noopener,noreferrer');
  return {
    openDeal: (dealId) => open(`deal/${dealId}`),
    openPerson: (personId) => open(`person/${personId}`),
  };
}

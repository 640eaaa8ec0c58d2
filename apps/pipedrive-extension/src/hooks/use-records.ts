import { useMemo } from 'react';
import type { Records } from '../components/request/records.ts';
import type { Host } from '../host/host.ts';

/** Opens the host's own pages; a host that does not answer leaves the surface as it is. */
export function useRecords(host: Host, here: Records['here']): Records {
  return useMemo(() => {
    const ignore = () => undefined;
    return {
      here,
      openDeal: (dealId) => void host.openDeal(dealId).catch(ignore),
      openPerson: (personId) => void host.openPerson(personId).catch(ignore),
    };
  }, [host, here]);
}

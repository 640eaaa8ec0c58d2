import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Listens; 0 = any free port. Gives the address without a slash at the end. */
export function listen(server: Server, port: number, host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const { port: given } = server.address() as AddressInfo;
      resolve(`http://${host}:${given}`);
    });
  });
}

/** Ends a server and whatever is open on it; one that never listened, too. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

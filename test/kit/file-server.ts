import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface File {
  type?: string;
  body?: string | Buffer;
  status?: number;
  location?: string;
}

/** A web server of the test's own with some files; a function answers by itself. */
export async function fileServer(files: Record<string, File | ((response: ServerResponse) => void)>) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const file = files[request.url ?? ''] ?? { status: 404 };
    if (typeof file === 'function') return file(response);
    const { status = 200, type, location, body = '' } = file;
    response.writeHead(status, { ...(type && { 'content-type': type }), ...(location && { location }) });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    asked,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

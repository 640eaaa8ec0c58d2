import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { fetchAttachments } from '#sync/connectors/mail/fetch-attachments.ts';
import { isPublicAddress } from '#sync/connectors/mail/public-addresses.ts';
import { fileServer } from '../../../kit/file-server.ts';
import { failureOf } from './mailers.ts';

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const server of opened.splice(0)) await server.close();
});

async function serving(files: Parameters<typeof fileServer>[0]) {
  const server = await fileServer(files);
  opened.push(server);
  return server;
}

const here = { allowsLoopback: true };
const named = (url: string, name = 'Guide') => [{ name, url }];

describe('the files of a mail', () => {
  it('come with their type, and with an ending that a reader’s computer knows', async () => {
    const { url } = await serving({
      '/guide.pdf?v=2': { type: 'application/pdf', body: 'un' },
      '/autre': { body: Buffer.from([0, 255]) },
    });
    const files = [...named(`${url}/guide.pdf?v=2`), ...named(`${url}/autre`, 'Tarifs.xlsx')];
    expect(await fetchAttachments(files, here)).toEqual([
      { name: 'Guide.pdf', type: 'application/pdf', content: Buffer.from('un') },
      { name: 'Tarifs.xlsx', type: null, content: Buffer.from([0, 255]) },
    ]);
  });

  it('are followed over a few moves, and not for ever', async () => {
    const { url, asked } = await serving({
      '/a': { status: 302, location: '/b' },
      '/b': { status: 301, location: '/c.txt' },
      '/c.txt': { body: 'ici' },
      '/rond': { status: 302, location: '/rond' },
    });
    const [file] = await fetchAttachments(named(`${url}/a`), here);
    expect(file?.content.toString()).toBe('ici');
    expect((await failureOf(fetchAttachments(named(`${url}/rond`), here))).failure.detail.en).toContain(
      '302',
    );
    expect(asked.filter((path) => path === '/rond')).toHaveLength(4);
  });

  it('that are missing are refused by name, with what to do', async () => {
    const { url } = await serving({});
    const { failure } = await failureOf(fetchAttachments(named(`${url}/absent.pdf`, 'Tarifs'), here));
    expect(failure).toMatchObject({ vendor: 'mail', word: 'rejected' });
    expect(failure.title.fr).toContain('Tarifs');
    expect(failure.detail.fr).toMatch(/pas parti.*404.*réglages/);
  });

  it.each([
    ['a page in place of a file', { type: 'text/html; charset=utf-8', body: '<p>Connexion</p>' }, 'page web'],
    ['an empty file', { type: 'application/pdf', body: '' }, 'vide'],
  ])('are refused when what comes is %s', async (_what, file, said) => {
    const { url } = await serving({ '/guide.pdf': file });
    const { failure } = await failureOf(fetchAttachments(named(`${url}/guide.pdf`, 'Tarifs'), here));
    expect(failure).toMatchObject({ vendor: 'mail', word: 'rejected' });
    expect(failure.title.fr).toContain('Tarifs');
    expect(failure.detail.fr).toMatch(new RegExp(`pas parti.*${said}.*réglages`));
  });

  it('may be pages where a page is asked for', async () => {
    const page = { type: 'text/html', body: '<p>Guide</p>' };
    const { url } = await serving({ '/guide.HTML?v=2': page, '/guide': page });
    const files = [...named(`${url}/guide.HTML?v=2`), ...named(`${url}/guide`, 'Guide.htm')];
    expect((await fetchAttachments(files, here)).map(({ name }) => name)).toEqual([
      'Guide.HTML',
      'Guide.htm',
    ]);
  });

  it('that are too large together are not read to their end', async () => {
    const { url } = await serving({ '/un': { body: 'x'.repeat(60) }, '/deux': { body: 'x'.repeat(60) } });
    const limits = { ...here, bytesMax: 100 };
    expect(await fetchAttachments(named(`${url}/un`), limits)).toHaveLength(1);
    const both = [...named(`${url}/un`), ...named(`${url}/deux`, 'Deuxième')];
    const { failure } = await failureOf(fetchAttachments(both, limits));
    expect(failure.title.fr).toContain('Deuxième');
    expect(failure.detail.fr).toContain('10 Mo');
  });

  it('that never end are given up', async () => {
    const endless = (response: ServerResponse) => void response.writeHead(200).write('x');
    const { url } = await serving({ '/lent': endless });
    const { failure } = await failureOf(fetchAttachments(named(`${url}/lent`), { ...here, timeoutMs: 150 }));
    expect(failure.detail.en).toContain('too slow');
  });
});

describe('nobody’s own network is reached', () => {
  it.each(['127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]', '2130706433', '0x7f.1'])(
    'not this machine as %s',
    async (host) => {
      const { port, asked } = await serving({ '/secret': { body: 'secret' } });
      const { failure } = await failureOf(
        fetchAttachments(named(`http://${host}:${port}/secret`), { allowsLoopback: false }),
      );
      expect(failure.detail.en).toContain('not a public one');
      expect(asked).toEqual([]);
    },
  );

  it('not by a move from an allowed place', async () => {
    const { url } = await serving({ '/a': { status: 302, location: 'http://169.254.169.254/latest' } });
    const { failure } = await failureOf(fetchAttachments(named(`${url}/a`), here));
    expect(failure.detail.en).toContain('not a public one');
  });

  it('not by another protocol', async () => {
    const { url } = await serving({ '/a': { status: 302, location: 'file:///etc/passwd' } });
    expect((await failureOf(fetchAttachments(named(`${url}/a`), here))).failure.detail.en).toContain(
      'http(s)',
    );
  });

  it.each([
    ['93.184.215.14', true],
    ['2606:2800:21f:cb07:6820:80da:af6b:8b2c', true],
    ...['10.1.2.3', '172.31.0.1', '192.168.1.1', '100.64.0.1', '169.254.1.1', '0.0.0.0', '224.0.0.1'].map(
      (address) => [address, false] as const,
    ),
    ...[
      '255.255.255.255',
      '::',
      '::1',
      'fd00::1',
      'fe80::1',
      'ff02::1',
      '::ffff:10.0.0.1',
      '64:ff9b::a00:1',
    ].map((address) => [address, false] as const),
    ['2002:a00:1::', false],
    ['2001:db8::1', false],
    ['mairie.example.org', false],
  ] as const)('%s is public: %s', (address, isPublic) => {
    expect(isPublicAddress(address)).toBe(isPublic);
  });
});

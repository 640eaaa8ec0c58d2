import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { OutsideError } from '../errors.ts';
import { userAgent } from '../http.ts';
import type { MailAttachment } from './client.ts';
import { AddressNotAllowed, isLoopbackAddress, isPublicAddress, lookupAllowed } from './public-addresses.ts';

/** A file as the settings name it. */
export interface FileAsked {
  name: string;
  url: string;
}

/** Limits of all files of one mail together. */
export interface FetchLimits {
  bytesMax?: number;
  timeoutMs?: number;
  /** Files of this very machine, for the sandbox; nobody else's network is ever reached. */
  allowsLoopback: boolean;
}

const usualBytesMax = 10 * 1024 * 1024;
const usualTimeoutMs = 20_000;
const redirectsMax = 3;

interface Fetching {
  bytesLeft: number;
  signal: AbortSignal;
  isAllowed(address: string): boolean;
}

/** Why a file did not come, for staff; `why` ends a sentence. */
class FileFault extends Error {
  readonly why: { fr: string; en: string };

  constructor(fr: string, en: string) {
    super(en);
    this.why = { fr, en };
  }
}

/**
 * Fetches the files of a mail, over HTTP and from public addresses alone.
 * @throws OutsideError `rejected` naming the first file that did not come
 */
export async function fetchAttachments(
  files: readonly FileAsked[],
  { bytesMax = usualBytesMax, timeoutMs = usualTimeoutMs, allowsLoopback }: FetchLimits,
): Promise<MailAttachment[]> {
  const isAllowed = (address: string) =>
    isPublicAddress(address) || (allowsLoopback && isLoopbackAddress(address));
  const fetching: Fetching = { bytesLeft: bytesMax, signal: AbortSignal.timeout(timeoutMs), isAllowed };
  const fetched: MailAttachment[] = [];
  for (const { name, url } of files) {
    try {
      const answer = await follow(new URL(url), fetching);
      ensureFile(answer, name, url);
      const content = await readAll(answer, fetching);
      fetching.bytesLeft -= content.length;
      fetched.push({ name: withEnding(name, url), type: answer.headers['content-type'] ?? null, content });
    } catch (error) {
      throw notFetched(name, error, fetching.signal.aborted);
    }
  }
  return fetched;
}

/** The answer at the end of a few redirections, each of which may lead to allowed addresses alone. */
async function follow(url: URL, fetching: Fetching, hops = 0): Promise<IncomingMessage> {
  const answer = await ask(url, fetching);
  const { statusCode = 0, headers } = answer;
  if (statusCode >= 200 && statusCode < 300) return answer;
  answer.destroy();
  const isMoved = statusCode >= 300 && statusCode < 400 && headers.location !== undefined;
  if (!isMoved || hops >= redirectsMax)
    throw new FileFault(`le serveur répond ${statusCode}`, `the server answers ${statusCode}`);
  return follow(new URL(headers.location ?? '', url), fetching, hops + 1);
}

function ask(url: URL, { signal, isAllowed }: Fetching): Promise<IncomingMessage> {
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new FileFault('l’adresse n’est pas en http(s)', 'the address is not http(s)');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // An address in digits is never looked up.
  if (isIP(host) !== 0 && !isAllowed(host)) throw new AddressNotAllowed(host);
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  const headers = { 'User-Agent': userAgent, Accept: '*/*' };
  return new Promise((resolve, reject) => {
    request(url, { headers, signal, lookup: lookupAllowed(isAllowed), agent: false }, resolve)
      .on('error', reject)
      .end();
  });
}

/** A page asking to sign in, or saying that a file is gone, may come with a good status. */
function ensureFile(answer: IncomingMessage, name: string, url: string): void {
  const isPage = /^\s*text\/html\b/i.test(answer.headers['content-type'] ?? '');
  const isPageAsked = [name, new URL(url).pathname].some((each) => /\.html?$/i.test(each));
  if (!isPage || isPageAsked) return;
  answer.destroy();
  throw new FileFault(
    'l’adresse mène à une page web, pas à un fichier',
    'the address leads to a web page, not to a file',
  );
}

async function readAll(answer: IncomingMessage, { bytesLeft }: Fetching): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Leaving the loop ends the connection.
    if (size > bytesLeft)
      throw new FileFault('les documents dépassent 10 Mo', 'the documents are larger than 10 MB');
    chunks.push(chunk);
  }
  if (size === 0) throw new FileFault('le document est vide', 'the document is empty');
  return Buffer.concat(chunks);
}

/** A reader's computer opens a file by its ending. */
function withEnding(name: string, url: string): string {
  const ending = /\.[A-Za-z0-9]{1,8}$/;
  const found = ending.exec(new URL(url).pathname)?.[0] ?? '';
  return ending.test(name) ? name : name + found;
}

function notFetched(name: string, error: unknown, isLate: boolean): OutsideError {
  const { fr, en } = whyOf(error, isLate);
  return new OutsideError({
    vendor: 'mail',
    word: 'rejected',
    title: {
      fr: `Le document « ${name} » est introuvable`,
      en: `The document “${name}” could not be fetched`,
    },
    detail: {
      fr: `Le mail n’est pas parti : ${fr}. Vérifiez l’adresse du document dans les réglages du suivi commercial, puis cliquez sur Réessayer.`,
      en: `The mail was not sent: ${en}. Check the address of the document in the settings, then click Retry.`,
    },
    cause: error,
  });
}

function whyOf(error: unknown, isLate: boolean): { fr: string; en: string } {
  if (error instanceof FileFault) return error.why;
  if (isLate) return { fr: 'le serveur est trop lent', en: 'the server is too slow' };
  if (error instanceof AddressNotAllowed)
    return { fr: 'l’adresse n’est pas publique', en: 'the address is not a public one' };
  return { fr: 'le serveur ne répond pas', en: 'the server does not answer' };
}

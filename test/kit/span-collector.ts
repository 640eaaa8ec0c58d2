import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

type Value = { stringValue?: string; intValue?: number | string };
type Attributes = { key: string; value: Value }[];

/** A span as it came in, with who sent it. */
export interface CollectedSpan {
  service: Record<string, string>;
  traceId: string;
  spanId: string;
  parentSpanId: string;
  name: string;
  status: number;
  attributes: Record<string, string>;
}

/** An OpenTelemetry collector on loopback that takes OTLP over HTTP and remembers everything. */
export interface SpanCollector {
  url: string;
  spans: CollectedSpan[];
  /** The bodies as they came. */
  text(): string;
  stop(): Promise<void>;
}

export async function startSpanCollector(): Promise<SpanCollector> {
  const spans: CollectedSpan[] = [];
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      bodies.push(text);
      if (request.url === '/v1/traces') spans.push(...spansIn(JSON.parse(text)));
      response.setHeader('content-type', 'application/json').end('{}');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    spans,
    text: () => bodies.join('\n'),
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

interface Body {
  resourceSpans: {
    resource: { attributes: Attributes };
    scopeSpans: {
      spans: (Omit<CollectedSpan, 'service' | 'status' | 'attributes'> & {
        status?: { code?: number };
        attributes: Attributes;
      })[];
    }[];
  }[];
}

function spansIn({ resourceSpans }: Body): CollectedSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans
      .flatMap((scope) => scope.spans)
      .map(({ status, attributes, parentSpanId = '', ...span }) => ({
        ...span,
        parentSpanId,
        service: textsOf(resource.attributes),
        status: status?.code ?? 0,
        attributes: textsOf(attributes),
      })),
  );
}

function textsOf(attributes: Attributes): Record<string, string> {
  return Object.fromEntries(
    attributes.map(({ key, value }) => [key, String(value.stringValue ?? value.intValue)]),
  );
}

import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import { ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, TraceFlags, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  defaultResource,
  detectResources,
  resourceAttributesEnvDetector,
  resourceFromAttributes,
  serviceNameEnvDetector,
} from '@opentelemetry/resources';
import { BatchSpanProcessor, RandomIdGenerator, TracerProvider } from '@opentelemetry/sdk-trace';
import { OutsideError } from './connectors/errors.ts';
import { channelOf, type Observed, type Station, stations } from './trace.ts';

/** What the process under way is recorded as. */
interface Recorded {
  span: Span;
  requestId: string | undefined;
}

interface Ids {
  traceId: string;
  spanId: string;
}

const kinds: Record<Station, SpanKind> = {
  door: SpanKind.SERVER,
  delivery: SpanKind.CONSUMER,
  decision: SpanKind.INTERNAL,
  effect: SpanKind.INTERNAL,
  'vendor-call': SpanKind.CLIENT,
};
const exportTimeoutMs = 5_000;
const flushLimitMs = 2_000;

/**
 * Sends a span for every observed piece of work to a collector, by OTLP over HTTP. The ids of a trace and of its first
 * span are made of the request id, which rows carry from process to process: so all spans of one request meet.
 *
 * @param endpoint the collector's base, as in OTEL_EXPORTER_OTLP_ENDPOINT
 */
export function startRecording(
  endpoint: string,
  node: { version: string; role: string },
): { stop(): Promise<void> } {
  const ids = createIds();
  const exporter = new OTLPTraceExporter({
    url: `${endpoint.replace(/\/+$/, '')}/v1/traces`,
    timeoutMillis: exportTimeoutMs,
  });
  const provider = new TracerProvider({
    resource: defaultResource()
      .merge(resourceFromAttributes({ 'service.name': 'passerelle', 'service.version': node.version }))
      .merge(resourceFromAttributes({ 'passerelle.role': node.role }))
      .merge(detectResources({ detectors: [resourceAttributesEnvDetector, serviceNameEnvDetector] })),
    idGenerator: ids,
    spanProcessors: [new BatchSpanProcessor({ exporter, scheduledDelayMillis: 1_000 })],
  });
  const tracer = provider.getTracer('passerelle', node.version);
  const current = new AsyncLocalStorage<Recorded>();
  const recorded = new WeakMap<Observed, Span>();

  const begin = (piece: Observed): Recorded => {
    const { requestId } = piece;
    const outer = current.getStore();
    const isInside = outer !== undefined && outer.requestId === requestId;
    const first = requestId === undefined ? undefined : idsOf(requestId);
    const parent = isInside ? outer.span.spanContext() : piece.isFirst ? undefined : remote(first);
    const context = parent ? trace.setSpanContext(ROOT_CONTEXT, parent) : ROOT_CONTEXT;
    const options = { kind: kinds[piece.station], root: parent === undefined };
    const fixed = parent === undefined ? first : undefined;
    // Of an effect nobody asked for, every try is one more span: only a door has the id that others look for.
    const given = fixed && piece.station !== 'door' ? { traceId: fixed.traceId } : fixed;
    const span = ids.using(given, () => tracer.startSpan(piece.name, options, context));
    recorded.set(piece, span);
    return { span, requestId };
  };
  const end = (piece: Observed & { error?: unknown }) => {
    const span = recorded.get(piece);
    if (!span) return;
    span.setAttributes(piece.facts);
    if (piece.status !== undefined) span.setAttribute('http.response.status_code', piece.status);
    if (piece.error !== undefined) span.setAttribute('error.type', wordOf(piece.error));
    const isBad = piece.error !== undefined || (piece.status ?? 0) >= 500;
    if (isBad) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
  };
  const listen = end as (piece: unknown) => void;
  for (const channel of stations.map(channelOf)) {
    channel.start.bindStore(current, begin as never);
    channel.asyncEnd.subscribe(listen);
  }
  return {
    stop: async () => {
      for (const channel of stations.map(channelOf)) {
        channel.start.unbindStore(current);
        channel.asyncEnd.unsubscribe(listen);
      }
      await Promise.race([provider.shutdown().catch(() => undefined), elapse(flushLimitMs)]);
    },
  };
}

/** The ids under which the pieces of a request meet, on whichever node they are done. */
function idsOf(requestId: string): Ids {
  const digest = createHash('sha256').update(requestId).digest('hex');
  return { traceId: digest.slice(0, 32), spanId: digest.slice(32, 48) };
}

function remote(first: Ids | undefined) {
  return first && { ...first, traceFlags: TraceFlags.SAMPLED, isRemote: true };
}

/** Random ids, but for a span that begins with ids of its own. */
function createIds() {
  const random = new RandomIdGenerator();
  let given: Partial<Ids> | undefined;
  return {
    generateTraceId: () => given?.traceId ?? random.generateTraceId(),
    generateSpanId: () => given?.spanId ?? random.generateSpanId(),
    using<T>(ids: Partial<Ids> | undefined, start: () => T): T {
      given = ids;
      try {
        return start();
      } finally {
        given = undefined;
      }
    },
  };
}

/** Who must act; a message may quote somebody. */
function wordOf(error: unknown): string {
  if (error instanceof OutsideError) return error.failure.word;
  return error instanceof Error ? error.name : 'unknown';
}

function elapse(delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, delayMs).unref();
  });
}

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RequestDetails } from '#core/contract/request-view.ts';
import { readSourceFiles, root } from '../architecture/source-files.ts';
import { inStore } from '../kit/flow.ts';
import { foundIn } from '../kit/needles.ts';
import { type NodeProcesses, nodeProcesses } from '../kit/node-processes.ts';
import type { ServiceProcess } from '../kit/service-process.ts';
import { type CollectedSpan, type SpanCollector, startSpanCollector } from '../kit/span-collector.ts';
import { eventually } from '../kit/start-world.ts';

const person = {
  name: 'Gwendoline Traceur',
  email: 'gwendoline@mairie-tracee.example.org',
  phone: '+33 6 12 12 34 34',
  organization: 'Mairie Tracée',
};

let collector: SpanCollector;
let stage: NodeProcesses;
let web: ServiceProcess;
let worker: ServiceProcess;
let accepted: RequestDetails;

beforeAll(async () => {
  collector = await startSpanCollector();
  stage = await nodeProcesses();
  const traced = { OTEL_EXPORTER_OTLP_ENDPOINT: `${collector.url}/` };
  web = await stage.start({ ...traced, ROLE: 'web' });
  worker = await stage.start({ ...traced, ROLE: 'worker', OTEL_SERVICE_NAME: 'passerelle-essai' });
  const { personId } = await stage.form(person);
  const staff = stage.staff(web);
  const { id } = await staff.requestOf(personId, ({ step }) => step === 'pending');
  stage.sandbox.misbehaviour.add({ vendor: 'mail', kind: '500', count: 1 });
  await staff.command({ type: 'accept-request', requestId: id });
  accepted = await staff.requestOf(personId, ({ step }) => step === 'accepted');
  // Ends with sending what is left.
  await Promise.all([web.stop(), worker.stop()]);
}, 90_000);
afterAll(async () => {
  await stage.stop();
  await collector.stop();
});

const named = (name: string | RegExp) => (span: CollectedSpan) =>
  typeof name === 'string' ? span.name === name : name.test(span.name);

describe('the spans of a request', () => {
  it('lead from the click at one node to the calls of another, in one trace', () => {
    const effect = collector.spans.find(named('ensure-admin-account'));
    const trace = collector.spans.filter(({ traceId }) => traceId === effect?.traceId);
    const door = trace.find(named('POST /api/commands'));
    expect(door).toMatchObject({
      parentSpanId: '',
      service: { 'service.name': 'passerelle', 'passerelle.role': 'web' },
      attributes: { 'url.path': '/api/commands', 'http.response.status_code': '200' },
    });
    expect(trace.find(named('decide acceptance-requested'))).toMatchObject({
      parentSpanId: door?.spanId,
      attributes: { process: 'account-request', outcome: 'advanced' },
    });
    expect(effect).toMatchObject({
      parentSpanId: door?.spanId,
      service: { 'service.name': 'passerelle-essai', 'passerelle.role': 'worker' },
      attributes: { kind: 'ensure-admin-account', attempt: '1' },
    });
    const created = trace.find(
      (span) => span.name === 'POST accounts' && span.parentSpanId === effect?.spanId,
    );
    expect(created?.attributes).toMatchObject({
      path: '/scim/v2/Users',
      'http.response.status_code': '201',
    });
  });

  it('lead from a webhook to the request that it made', () => {
    const born = collector.spans.filter(named('route pipedrive-webhook'));
    const doors = collector.spans.filter(named('POST /webhooks/pipedrive'));
    expect(born.length).toBeGreaterThan(0);
    for (const { traceId, parentSpanId } of born)
      expect(doors.map((door) => [door.traceId, door.spanId])).toContainEqual([traceId, parentSpanId]);
    const births = collector.spans.filter(({ name, attributes }) => {
      return name.startsWith('decide ') && attributes.outcome === 'advanced';
    });
    const routes = born.map(({ spanId }) => spanId);
    expect(births.filter(({ parentSpanId }) => routes.includes(parentSpanId)).length).toBeGreaterThan(0);
  });

  it('have ids made of the request ids that rows and lines carry', async () => {
    const ids = await inStore<{ id: string }>(
      stage,
      "select distinct request_id as id from effects where kind = 'send-email' and instance_id = $1",
      [accepted.id],
    );
    expect(ids).toHaveLength(1);
    const made = createHash('sha256').update(String(ids[0]?.id)).digest('hex').slice(0, 32);
    expect(collector.spans.find(named('send-email'))?.traceId).toBe(made);
  });

  it('tell which try failed and whose trouble it was', () => {
    const mails = collector.spans.filter(named('send-email'));
    expect(mails.map(({ status, attributes }) => [status, attributes['error.type']])).toEqual([
      [2, 'retry-later'],
      [0, undefined],
    ]);
    expect(mails.map(({ attributes }) => attributes.attempt)).toEqual(['1', '2']);
    expect(new Set(mails.map(({ traceId }) => traceId)).size).toBe(1);
  });

  it('hold nobody’s data and no query of an address', () => {
    const secrets = Object.fromEntries(
      Object.entries(stage.sandbox.environment).filter(([name]) => /SECRET|TOKEN|PASSWORD/.test(name)),
    );
    expect(foundIn(collector.text(), { ...person, ...secrets })).toEqual([]);
    const texts = collector.spans.flatMap(({ name, attributes }) => [name, ...Object.values(attributes)]);
    expect(texts.filter((text) => text.includes('?'))).toEqual([]);
  });
});

it('without a collector that answers, everything goes on, and the service still stops', async () => {
  const lonely = await stage.start({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' });
  stage.sandbox.setServiceUrl(lonely.url);
  const { personId } = await stage.form({ ...person, email: 'autre@mairie-tracee.example.org' });
  const staff = stage.staff(lonely);
  const { id } = await staff.requestOf(personId, ({ step }) => step === 'pending');
  await staff.command({ type: 'accept-request', requestId: id });
  await eventually(() => staff.requestOf(personId, ({ step }) => step === 'accepted'));
  expect(await lonely.stop()).toBe(0);
}, 90_000);

it('nothing of its SDK is loaded where nobody collects', () => {
  const importers = readSourceFiles().flatMap(({ path, imports }) =>
    imports
      .filter(({ target }) => /^@opentelemetry\/|\/open-telemetry\.ts$/.test(target))
      .map(({ target }) => `${path} → ${target.replace(/^@opentelemetry\/.*/, '@opentelemetry')}`),
  );
  expect([...new Set(importers)].toSorted()).toEqual([
    'services/sync/src/compose.ts → services/sync/src/open-telemetry.ts',
    'services/sync/src/open-telemetry.ts → @opentelemetry',
  ]);
  const compose = readFileSync(join(root, 'services/sync/src/compose.ts'), 'utf8');
  expect(compose).toContain("await import('./open-telemetry.ts')");
  expect(compose).not.toMatch(/from '\.\/open-telemetry/);
});

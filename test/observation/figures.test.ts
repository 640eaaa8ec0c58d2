import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { root } from '../architecture/source-files.ts';
import { reaches, submitted } from '../kit/flow.ts';
import { startWorld, type World } from '../kit/start-world.ts';
import { badDay, troubled } from '../kit/vendor-trouble.ts';

const read = (path: string) => readFileSync(join(root, path), 'utf8');

interface Figure {
  name: string;
  type: string;
  labels: string[];
}

/** A row of the table: `| \`name\` | type | \`label\`, \`label\` | …`. */
function documented(): Figure[] {
  const rows = read('docs/observation.md').matchAll(/^\| `(\w+)` \| (gauge|counter|histogram) \|([^|]*)\|/gm);
  return [...rows].map(([, name = '', type = '', labels = '']) => ({
    name,
    type,
    labels: [...labels.matchAll(/`(\w+)`/g)].map(([, label = '']) => label).toSorted(),
  }));
}

/** What `/metrics` tells: each name with its type, and the labels of its samples; null without any. */
function answered(text: string): (Omit<Figure, 'labels'> & { labels: string[] | null })[] {
  return [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)].map(([, name = '', type = '']) => {
    const samples = [...text.matchAll(new RegExp(`^${name}(?:_count|_sum|_bucket)?(?:\\{(.*)\\})? `, 'gm'))];
    const labels = samples.flatMap(([, inside = '']) =>
      [...inside.matchAll(/(\w+)="/g)].map(([, label = '']) => label),
    );
    const own = [...new Set(labels)].filter((label) => label !== 'le').toSorted();
    return { name, type, labels: samples.length === 0 ? null : own };
  });
}

let world: World;
let text = '';
beforeAll(async () => {
  world = await startWorld({ slack: true, environment: { PIPEDRIVE_TOKENS_PER_DAY: '90000' } });
  const { request } = await submitted(world);
  const end = badDay(world, { vendor: 'mail', kind: '400' });
  await world.command({ type: 'accept-request', requestId: request.id });
  await troubled(world, request.id, 'dead-letter');
  await fetch(`${world.nodes[0]?.url}/slack/events`, { method: 'POST', body: 'unsigned' });
  text = await (await fetch(`${world.nodes[0]?.url}/metrics`)).text();
  end();
});
afterAll(() => world.stop());

describe('the figures', () => {
  it('are those of the table, with its types and labels', () => {
    const told = answered(text);
    expect(told.map(({ name, type }) => `${name} ${type}`).toSorted()).toEqual(
      documented()
        .map(({ name, type }) => `${name} ${type}`)
        .toSorted(),
    );
    const labels = new Map(documented().map(({ name, labels: own }) => [name, own]));
    const wrong = told.filter((one) => one.labels && one.labels.join() !== labels.get(one.name)?.join());
    expect(wrong).toEqual([]);
  });

  it('all have values after a day with trouble, but those of what is late', () => {
    const silent = answered(text).filter(({ labels }) => labels === null);
    const mayBeSilent = [
      'passerelle_due',
      'passerelle_oldest_due_seconds',
      'passerelle_tokens_stop_timestamp_seconds',
    ];
    expect(silent.map(({ name }) => name).filter((name) => !mayBeSilent.includes(name))).toEqual([]);
  });

  it('tell whose trouble it is', () => {
    expect(text).toContain('passerelle_effects{vendor="mail",kind="send-email",state="dead-letter"} 1');
    expect(text).toMatch(/passerelle_vendor_call_seconds_count\{vendor="mail",status="[45]xx"\} [1-9]/);
    expect(text).toMatch(/passerelle_vendor_call_seconds_count\{vendor="accounts",status="2xx"\} [1-9]/);
    expect(text).toMatch(/passerelle_webhook_seconds_count\{source="pipedrive",status="2xx"\} [1-9]/);
    expect(text).toMatch(/passerelle_webhook_seconds_count\{source="slack",status="4xx"\} 1/);
    expect(text).toMatch(
      /passerelle_deliveries_total\{source="pipedrive-webhook",outcome="(routed|ignored)"\} [1-9]/,
    );
    const left = Number(/passerelle_tokens\{company="[0-9a-f]{8}",what="left"\} (\d+)/.exec(text)?.[1]);
    expect(left).toBeGreaterThan(80_000);
    expect(left).toBeLessThan(90_000);
  });
});

describe('what reads the figures', () => {
  const names = new Set(documented().map(({ name }) => name));
  const namesIn = (expr: string) =>
    [...expr.matchAll(/\b((?:passerelle|process)_\w+)/g)].map(([, name = '']) =>
      name.replace(/_(bucket|count|sum)$/, ''),
    );
  const labelsIn = (expr: string) => [...expr.matchAll(/(\w+)=~?"/g)].map(([, label = '']) => label);

  it('the alerts are rules of Prometheus about figures that exist, each with its runbook', () => {
    const Alerts = z.object({
      groups: z.array(
        z.strictObject({
          name: z.string(),
          rules: z.array(
            z.strictObject({
              alert: z.string().regex(/^Passerelle\w+$/),
              expr: z.string(),
              for: z
                .string()
                .regex(/^\d+[smh]$/)
                .optional(),
              labels: z.strictObject({ severity: z.enum(['page', 'ticket']) }),
              annotations: z.strictObject({ summary: z.string(), runbook: z.string() }),
            }),
          ),
        }),
      ),
    });
    const rules = Alerts.parse(parse(read('docs/observation/alerts.yaml'))).groups.flatMap(
      (group) => group.rules,
    );
    expect(rules.length).toBeGreaterThan(5);
    const headings = [...read('docs/observation.md').matchAll(/^### (.+)$/gm)].map(
      ([, title = '']) => `docs/observation.md#${title.toLowerCase().replaceAll(' ', '-')}`,
    );
    for (const { alert, expr, annotations } of rules) {
      expect([alert, namesIn(expr).length > 0]).toEqual([alert, true]);
      expect([alert, namesIn(expr).filter((name) => !names.has(name))]).toEqual([alert, []]);
      expect(headings).toContain(annotations.runbook);
    }
    expect(rules.map(({ annotations }) => annotations.runbook).toSorted()).toEqual(headings.toSorted());
  });

  it('the dashboard asks for figures and labels that exist, and leaves none out', () => {
    const Dashboard = z.object({
      title: z.string(),
      schemaVersion: z.number(),
      templating: z.object({ list: z.array(z.object({ name: z.literal('datasource') })) }),
      panels: z.array(
        z.object({
          id: z.number(),
          type: z.enum(['stat', 'timeseries']),
          title: z.string(),
          gridPos: z.object({ h: z.number(), w: z.number(), x: z.number(), y: z.number() }),
          targets: z
            .array(z.object({ refId: z.string(), expr: z.string(), legendFormat: z.string() }))
            .min(1),
        }),
      ),
    });
    const { panels } = Dashboard.parse(JSON.parse(read('docs/observation/grafana.json')));
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    const exprs = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
    const asked = new Set(exprs.flatMap(namesIn));
    expect([...asked].toSorted()).toEqual([...names].toSorted());
    const labels = new Set(documented().flatMap(({ labels: own }) => own));
    expect(exprs.flatMap(labelsIn).filter((label) => !labels.has(label))).toEqual([]);
  });
});

it('what is late is told with its queue and its age', async () => {
  const late = await submitted(world);
  await reaches(world, late.request.id, 'pending');
  await Promise.all(world.nodes.splice(0).map((node) => node.stop()));
  const web = await world.addNode({ ROLE: 'web' });
  await world.command({ type: 'accept-request', requestId: late.request.id });
  const told = await (await fetch(`${web.url}/metrics`)).text();
  expect(told).toMatch(/passerelle_due\{queue="effects",kind="[\w-]+"\} 1/);
  expect(told).toMatch(/passerelle_oldest_due_seconds\{queue="effects",kind="[\w-]+"\} [\d.e-]+/);
  expect(told).toContain('role="web"');
});

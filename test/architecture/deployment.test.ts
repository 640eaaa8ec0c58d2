import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { root } from './source-files.ts';

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const variables = new Set([...read('.env.example').matchAll(/^([A-Z_]+)=/gm)].map(([, name = '']) => name));
variables.add('NODE_ENV');

interface Container {
  image: string;
  env: { name: string; value: string }[];
  securityContext: { readOnlyRootFilesystem: boolean; allowPrivilegeEscalation: boolean };
  readinessProbe: { httpGet: { path: string } };
  livenessProbe: { httpGet: { path: string } };
  resources: { requests: object; limits: object };
  volumeMounts: { mountPath: string }[];
}
interface Manifest {
  kind: string;
  metadata: { name: string };
  data?: Record<string, string>;
  stringData?: Record<string, string>;
  spec?: {
    replicas: number;
    template: {
      spec: {
        terminationGracePeriodSeconds: number;
        securityContext: { runAsNonRoot: boolean };
        containers: Container[];
      };
    };
  };
}

describe('the image', () => {
  const lines = read('Dockerfile').split('\n');
  const copied = lines
    .filter((line) => line.startsWith('COPY ') && !line.includes('--from='))
    .flatMap((line) => line.split(/\s+/).slice(1, -1));

  it('is made of files that exist and come into its context', () => {
    expect(copied.length).toBeGreaterThan(5);
    expect(copied.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    const admitted = read('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    const outside = copied.filter(
      (path) => !admitted.some((one) => path === one || path.startsWith(`${one}/`)),
    );
    expect(outside).toEqual([]);
  });

  it('runs as nobody in particular, writes to one folder and says how it is', () => {
    const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')));
    expect(last).toContain('USER node');
    expect(last).toContain('VOLUME /data');
    expect(last.join('\n')).toMatch(/HEALTHCHECK[\s\S]*\/health\/ready/);
    const { scripts } = JSON.parse(read('package.json')) as { scripts: { start: string } };
    const words = scripts.start.split(' ').map((word) => `"${word}"`);
    expect(last).toContain(`CMD [${words.join(', ')}]`);
    const set = /^ENV (.+)$/m.exec(last.join('\n'))?.[1] ?? '';
    const names = [...set.matchAll(/([A-Z_]+)=/g)].map(([, name = '']) => name);
    expect(names.filter((name) => !variables.has(name))).toEqual([]);
  });

  it('has the packages that the service imports, and none of the build', () => {
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
    expect(Object.keys(dependencies)).toContain('@opentelemetry/sdk-trace');
    expect(read('Dockerfile')).toContain('npm ci --omit=dev --omit=optional --ignore-scripts');
  });
});

describe('the compose file', () => {
  const compose = parse(read('docs/deployment/compose.yaml'), { merge: true }) as {
    services: Record<string, Record<string, unknown> & { environment: Record<string, string> }>;
  };

  it('has doors, workers and one PostgreSQL, each node without rights', () => {
    const { web, worker, postgres } = compose.services;
    expect([web?.environment.ROLE, worker?.environment.ROLE]).toEqual(['web', 'worker']);
    expect(postgres?.image).toMatch(/^postgres:(1[5-9]|[2-9]\d)$/);
    for (const node of [web, worker])
      expect(node).toMatchObject({ read_only: true, cap_drop: ['ALL'], stop_grace_period: '30s' });
  });

  it('names variables that the service reads', () => {
    const named = ['web', 'worker'].flatMap((name) => Object.keys(compose.services[name]?.environment ?? {}));
    expect(named.length).toBeGreaterThan(4);
    expect(named.filter((name) => !variables.has(name))).toEqual([]);
  });
});

describe('the Kubernetes example', () => {
  const documents = parseAllDocuments(read('docs/deployment/kubernetes.yaml'));
  const manifests = documents.map((one) => one.toJS() as Manifest);
  const deployments = manifests.filter(({ kind }) => kind === 'Deployment');

  it('parses, and names variables that the service reads', () => {
    expect(documents.flatMap(({ errors }) => errors)).toEqual([]);
    const named = manifests.flatMap(({ data, stringData, spec }) => [
      ...Object.keys({ ...data, ...stringData }),
      ...(spec?.template?.spec.containers.flatMap(({ env }) => env.map(({ name }) => name)) ?? []),
    ]);
    expect(named).toEqual(expect.arrayContaining(['ROLE', 'DATABASE_URL', 'ENCRYPTION_KEY', 'PUBLIC_URL']));
    expect(named.filter((name) => !variables.has(name))).toEqual([]);
  });

  it('has several nodes of each role, probed where the service answers, with no rights and time to stop', () => {
    const roles = deployments.map(({ spec }) => spec?.template.spec.containers[0]?.env[0]?.value);
    expect(roles).toEqual(['web', 'worker']);
    for (const { spec } of deployments) {
      const pod = spec?.template.spec;
      expect(spec?.replicas).toBeGreaterThan(1);
      expect(pod?.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(30);
      expect(pod?.securityContext.runAsNonRoot).toBe(true);
      expect(pod?.containers[0]).toMatchObject({
        readinessProbe: { httpGet: { path: '/health/ready' } },
        livenessProbe: { httpGet: { path: '/health/live' } },
        securityContext: { readOnlyRootFilesystem: true, allowPrivilegeEscalation: false },
        resources: { requests: expect.anything(), limits: expect.anything() },
      });
      expect(pod?.containers[0]?.volumeMounts.map(({ mountPath }) => mountPath)).toContain('/data');
    }
  });
});

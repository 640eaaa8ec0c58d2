import { z } from 'zod';

const kindsByVendor = {
  pipedrive: ['latency', '429', '500', '403-html', '403', '400', '404', 'reset', 'timeout'],
  accounts: ['latency', '429', '500', '403-html', '400', '404', 'reset', 'timeout'],
  mail: ['latency', '429', '500', '400', 'reset', 'timeout'],
  webhooks: ['duplicate', 'late', 'lost', 'reorder'],
  slack: ['latency', '429', '500', '403-html', 'reset', 'timeout', 'error'],
  helpscout: ['latency', '429', '500', '403-html', '401', 'reset', 'timeout'],
  'helpscout-webhooks': ['duplicate', 'late', 'lost', 'reorder', 'stale'],
} as const satisfies Record<string, readonly string[]>;

/** The vendors whose bad days can be switched on. */
export const vendors = [
  'pipedrive',
  'accounts',
  'mail',
  'webhooks',
  'slack',
  'helpscout',
  'helpscout-webhooks',
] as const;
export type Vendor = (typeof vendors)[number];

const kinds = [
  'latency',
  '429',
  '500',
  '403-html',
  '403',
  '400',
  '404',
  '401',
  'reset',
  'timeout',
  'error',
  'duplicate',
  'late',
  'lost',
  'reorder',
  'stale',
] as const;
export type MisbehaviourKind = (typeof kinds)[number];

const ruleFields = z.object({
  vendor: z.enum(vendors),
  kind: z.enum(kinds),
  ms: z.int().min(0).max(600_000).optional(),
  retryAfterSeconds: z.int().min(0).max(86_400).optional(),
  count: z.int().min(1).optional(),
  match: z.object({ method: z.string().optional(), pathPrefix: z.string().optional() }).optional(),
  after: z.boolean().optional(),
  /** What kind `error` answers as Slack's error code. */
  error: z
    .string()
    .regex(/^[a-z_]+$/)
    .optional(),
});

/** What POST /sandbox/misbehaviour takes: a rule without its id. */
export const misbehaviourInput = ruleFields.superRefine((rule, context) => {
  const known: readonly string[] = kindsByVendor[rule.vendor];
  if (!known.includes(rule.kind)) {
    context.addIssue({
      code: 'custom',
      path: ['kind'],
      message: `"${rule.vendor}" knows only: ${known.join(', ')}`,
    });
  }
  const mayBeAfter = ['reset', 'timeout', 'latency'].includes(rule.kind);
  if (rule.after && !mayBeAfter && rule.vendor !== 'slack' && rule.vendor !== 'helpscout') {
    context.addIssue({ code: 'custom', path: ['after'], message: 'only for latency, reset and timeout' });
  }
  if (rule.error && rule.kind !== 'error') {
    context.addIssue({ code: 'custom', path: ['error'], message: 'only for the kind error' });
  }
});
export type MisbehaviourInput = z.infer<typeof misbehaviourInput>;

export const misbehaviourMemory = z.object({
  nextId: z.int(),
  rules: z.array(ruleFields.extend({ id: z.string() })),
});
export type MisbehaviourMemory = z.infer<typeof misbehaviourMemory>;
export type MisbehaviourRule = MisbehaviourMemory['rules'][number];

/** What a request has to suffer: a delay first, then perhaps one failure, or an answer that comes late. */
export type Suffering = { delayMs: number; lateMs: number; rule: MisbehaviourRule | undefined };

export type MisbehaviourRules = {
  list(): MisbehaviourRule[];
  add(input: MisbehaviourInput): MisbehaviourRule;
  remove(id: string): boolean;
  clear(): void;
  take(vendor: Vendor, method: string, path: string): Suffering;
};

/** The kinds a vendor knows, for the switches of the start page. */
export function misbehaviourKinds(vendor: Vendor): readonly MisbehaviourKind[] {
  return kindsByVendor[vendor];
}

/**
 * The switchable bad days of the vendors. Rules apply in the order they were added; every latency rule that
 * matches adds its delay, the first other rule that matches is the failure. A rule with `count` uses itself up.
 */
export function createMisbehaviourRules(memory: MisbehaviourMemory, onChange: () => void): MisbehaviourRules {
  const use = (rule: MisbehaviourRule): void => {
    if (rule.count === undefined) return;
    rule.count -= 1;
    if (rule.count <= 0) memory.rules = memory.rules.filter((other) => other !== rule);
    onChange();
  };
  return {
    list: () => memory.rules.map((rule) => ({ ...rule })),
    add(input) {
      const rule = { id: String(memory.nextId++), ...input };
      memory.rules.push(rule);
      onChange();
      return { ...rule };
    },
    remove(id) {
      const before = memory.rules.length;
      memory.rules = memory.rules.filter((rule) => rule.id !== id);
      if (memory.rules.length !== before) onChange();
      return memory.rules.length !== before;
    },
    clear() {
      memory.rules = [];
      onChange();
    },
    take(vendor, method, path) {
      const matching = memory.rules.filter((rule) => rule.vendor === vendor && matches(rule, method, path));
      const delays = matching.filter((rule) => rule.kind === 'latency');
      const failure = matching.find((rule) => rule.kind !== 'latency');
      const sum = (isAfter: boolean): number =>
        delays
          .filter((rule) => (rule.after === true) === isAfter)
          .reduce((ms, rule) => ms + (rule.ms ?? 1000), 0);
      for (const rule of failure ? [...delays, failure] : delays) use(rule);
      return { delayMs: sum(false), lateMs: sum(true), rule: failure };
    },
  };
}

function matches(rule: MisbehaviourRule, method: string, path: string): boolean {
  const { method: wantedMethod, pathPrefix } = rule.match ?? {};
  if (wantedMethod && wantedMethod.toUpperCase() !== method.toUpperCase()) return false;
  return !pathPrefix || path.startsWith(pathPrefix);
}

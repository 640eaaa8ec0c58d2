import { z } from 'zod';
import { touchCustomer } from '../customers.ts';
import { type PropertyDefinition, propertyType } from '../records.ts';
import { definitionView } from '../views/people.ts';
import type { ApiCall } from './call.ts';
import { customerIn } from './customer-calls.ts';
import { sendPage } from './hal.ts';
import { HelpscoutError } from './helpscout-error.ts';
import { read, text } from './input.ts';

const definitionsMax = 50;
const reserved = new Set(['email', 'name', 'company', 'jobTitle']);

function checkPlan({ context }: ApiCall): void {
  if (context.memory.settings.hasCustomerProperties) return;
  throw new HelpscoutError(403, 'Customer properties are not available on your plan');
}

/** GET /customer-properties; 403 where the plan lacks them. */
export function listDefinitions(call: ApiCall): void {
  checkPlan(call);
  const { context, req, res } = call;
  const all = context.memory.propertyDefinitions.map((each) => definitionView(context, each));
  sendPage(req, res, context, { name: 'customer-properties', all });
}

const input = z.object({
  type: propertyType,
  slug: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,100}$/, 'may hold letters, digits, "-" and "_"')
    .refine((slug) => !reserved.has(slug), 'is reserved'),
  name: text,
  options: z
    .array(z.object({ id: z.string().optional(), label: z.string().min(1).max(255) }))
    .max(100)
    .default([]),
});

/** POST /customer-properties: each slug once, fifty at most (helpscout.md 2.5). */
export function createDefinition(call: ApiCall): void {
  checkPlan(call);
  const { context, req, res } = call;
  const definitions = context.memory.propertyDefinitions;
  const { options, ...asked } = read(input, req.body);
  if (definitions.some(({ slug }) => slug === asked.slug)) {
    throw HelpscoutError.invalid('slug', 'must be unique', asked.slug, 'Unique');
  }
  if (definitions.length >= definitionsMax) throw new HelpscoutError(400, 'Too many customer properties');
  definitions.push({ ...asked, options: options.map(({ id, label }) => ({ id: id ?? label, label })) });
  context.changed();
  res.status(201).end();
}

const operations = z.array(
  z.discriminatedUnion('op', [
    z.object({ op: z.literal('replace'), path: z.string().startsWith('/'), value: z.unknown() }),
    z.object({ op: z.literal('remove'), path: z.string().startsWith('/') }),
  ]),
);

/** PATCH /customers/{id}/properties takes an array, unlike the other PATCHes; all of it is carried out or nothing. */
export function patchProperties(call: ApiCall): void {
  checkPlan(call);
  const { context, req, res } = call;
  const customer = customerIn(call);
  if (!Array.isArray(req.body)) throw new HelpscoutError(400, 'Malformed JSON: expected an array');
  const values = { ...customer.properties };
  for (const asked of read(operations, req.body)) {
    const definition = definitionNamed(call, asked.path.slice(1));
    if (asked.op === 'remove') delete values[definition.slug];
    else values[definition.slug] = valueFor(definition, asked.value);
  }
  customer.properties = values;
  touchCustomer(context, customer);
  res.status(204).end();
}

function definitionNamed({ context }: ApiCall, slug: string): PropertyDefinition {
  const found = context.memory.propertyDefinitions.find((each) => each.slug === slug);
  if (!found) throw HelpscoutError.invalid('path', 'unknown property', `/${slug}`);
  return found;
}

const textMax = 255;

function valueFor({ type, slug, options }: PropertyDefinition, value: unknown): string {
  const words = String(value ?? '');
  const isGood = {
    text: typeof value === 'string' && words !== '' && words.length <= textMax,
    url: typeof value === 'string' && URL.canParse(words),
    number: /^-?\d{1,18}$/.test(words),
    date: /^\d{4}-\d{2}-\d{2}$/.test(words),
    dropdown: options.some(({ id, label }) => id === words || label === words),
  }[type];
  if (!isGood) throw HelpscoutError.invalid(slug, `is no ${type}`, value);
  return options.find(({ label }) => label === words)?.id ?? words;
}

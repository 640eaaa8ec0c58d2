import * as z from 'zod';
import { Channel, ConversionPath, UseCaseState } from '../model/conversion.ts';
import { plainText } from './command-fields.ts';

const id = z.int().positive();
const words = plainText.trim().min(1);
/** Within this century: what is later is a slip of the keyboard. */
const day = z.iso.date().refine((given) => given.startsWith('20'), 'expected a day of this century');
/** It goes to people outside in a colleague's name: no link in it. */
const nameOutside = words
  .max(200)
  .refine((given) => !/:\/\/|\bwww\./i.test(given), 'expected a name, without a link');
const envelope = { commandId: z.uuid() };
const of = { conversionId: z.uuid() };
const organization = z.object({ id: id.nullish(), name: words.max(255) });
const person = z.object({
  id: id.nullish(),
  name: words.max(255),
  email: plainText.trim().max(254).nullish(),
  phone: plainText.trim().max(50).nullish(),
});

const asks = [
  z.object({ type: z.literal('record-contact'), channel: Channel, note: words.max(2000).nullish() }),
  z.object({ type: z.literal('invite-to-presentation') }),
  z.object({ type: z.literal('book-presentation'), day }),
  z.object({ type: z.literal('record-presentation') }),
  z.object({ type: z.literal('send-documentation') }),
  z.object({ type: z.literal('welcome-client'), how: z.enum(['mail', 'call']) }),
  z.object({ type: z.literal('add-use-case'), title: words.max(200) }),
  z.object({
    type: z.literal('change-use-case'),
    useCase: id,
    state: UseCaseState.nullish(),
    title: words.max(200).nullish(),
    /** Empty: nothing stands in its way any more. */
    blocker: plainText.trim().max(500).nullish(),
  }),
  z.object({ type: z.literal('validate-use-cases') }),
  z.object({
    type: z.literal('choose-path'),
    path: ConversionPath,
    procedure: z
      .object({
        name: nameOutside,
        administration: nameOutside,
        email: plainText.trim().max(254).nullish(),
      })
      .nullish(),
    documents: z.array(words.max(200)).max(20).nullish(),
    demoDay: day.nullish(),
  }),
  z.object({ type: z.literal('record-difficulty'), note: words.max(2000) }),
  z.object({ type: z.literal('record-tests') }),
  z.object({ type: z.literal('plan-go-live'), day }),
  z.object({ type: z.literal('record-go-live') }),
  z.object({
    type: z.literal('block'),
    reason: z.string().min(1).max(100),
    note: words.max(2000).nullish(),
    ownerId: id.nullish(),
  }),
  z.object({ type: z.literal('unblock') }),
  z.object({ type: z.literal('keep-promise'), promise: id }),
  z.object({ type: z.literal('move-promise'), promise: id, day }),
  z.object({ type: z.literal('drop-promise'), promise: id, why: words.max(500) }),
  z.object({ type: z.literal('enrol'), rule: z.string().min(1).max(100) }),
  z.object({ type: z.literal('stop-follow-up') }),
  z.object({ type: z.literal('record-opt-out') }),
  z.object({ type: z.literal('give-up') }),
  z.object({ type: z.literal('undo-step') }),
] as const;

/** A suspect is entered; one that may exist already is refused with what was found, unless `isNew` insists. */
export const CreateSuspect = z.object({
  ...envelope,
  type: z.literal('create-suspect'),
  organization: organization.nullish(),
  person,
  siren: plainText.trim().max(20).nullish(),
  channel: Channel.default('call'),
  /** Left out: the one who asks. */
  ownerId: id.nullish(),
  isNew: z.boolean().default(false),
});
export type CreateSuspect = z.output<typeof CreateSuspect>;

const [first, ...others] = asks;
/** What surfaces may ask for of a conversion: `POST /api/commands`. */
export const ConversionCommand = z.discriminatedUnion('type', [
  first.extend({ ...envelope, ...of }),
  ...others.map((ask) => ask.extend({ ...envelope, ...of })),
]);
export type ConversionCommand = z.output<(typeof asks)[number]> & { commandId: string; conversionId: string };
export type ConversionCommandType = ConversionCommand['type'];
export const conversionCommandTypes: readonly string[] = asks.map(({ shape }) => shape.type.value);

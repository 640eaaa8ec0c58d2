import type { ConversionCommand, CreateSuspect } from '../../contract/conversion-commands.ts';
import type { ConversionAsk, NewSuspect } from '../../conversion-events.ts';
import { normaliseEmail } from '../../model/email-address.ts';
import { sirenOf } from '../../model/siren.ts';

type CommandOf<Type extends ConversionCommand['type']> = Extract<ConversionCommand, { type: Type }>;
type AskOf<Type extends ConversionAsk['type']> = Extract<ConversionAsk, { type: Type }>;

/** What a conversion is asked for by a command: the same, with null for what was left out. */
export function conversionAsk(command: ConversionCommand): ConversionAsk {
  switch (command.type) {
    case 'record-contact':
      return { type: command.type, channel: command.channel, note: command.note ?? null };
    case 'book-presentation':
    case 'plan-go-live':
      return { type: command.type, day: command.day };
    case 'welcome-client':
      return { type: command.type, how: command.how };
    case 'add-use-case':
      return { type: command.type, title: command.title };
    case 'change-use-case':
      return changedUseCase(command);
    case 'choose-path':
      return chosenPath(command);
    case 'record-difficulty':
      return { type: command.type, note: command.note };
    case 'block':
      return {
        type: command.type,
        reason: command.reason,
        note: command.note ?? null,
        ownerId: command.ownerId ?? null,
      };
    case 'keep-promise':
      return { type: command.type, promise: command.promise };
    case 'move-promise':
      return { type: command.type, promise: command.promise, day: command.day };
    case 'drop-promise':
      return { type: command.type, promise: command.promise, why: command.why };
    case 'enrol':
      return { type: command.type, rule: command.rule };
    default:
      return { type: command.type };
  }
}

/** An empty blocker takes away the one there was; null leaves it. */
function changedUseCase(command: CommandOf<'change-use-case'>): AskOf<'change-use-case'> {
  const { type, useCase, state = null, title = null, blocker = null } = command;
  return { type, useCase, state, title, blocker };
}

function chosenPath(command: CommandOf<'choose-path'>): AskOf<'choose-path'> {
  const { type, path, procedure = null, documents, demoDay = null } = command;
  return {
    ...{ type, path, demoDay, documents: documents ?? [] },
    procedure: procedure && { ...procedure, email: normaliseEmail(procedure.email ?? '') },
  };
}

/** The suspect of a command: whoever asks owns it where nobody else is named. An address or a SIREN that is none is left out. */
export function suspectOf(command: CreateSuspect, askedById: number): NewSuspect {
  const { organization, person, siren, channel, ownerId } = command;
  return {
    organization: organization ? { id: organization.id ?? null, name: organization.name } : null,
    person: {
      id: person.id ?? null,
      name: person.name,
      email: normaliseEmail(person.email ?? ''),
      phone: person.phone || null,
    },
    siren: sirenOf(siren ?? ''),
    channel,
    ownerId: ownerId ?? askedById,
  };
}

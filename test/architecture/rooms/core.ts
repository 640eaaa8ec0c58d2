import { core, type Rule } from './rule.ts';

/** The rules of the house, and what they are made of. */
export const coreRooms: Rule[] = [
  {
    from: new RegExp(`^${core}/kernel/`),
    may: [new RegExp(`^${core}/kernel/`)],
    packages: /^zod$/,
    because: 'the kernel must outlive every CRM: it knows itself and zod',
  },
  {
    from: new RegExp(`^${core}/model/`),
    may: [new RegExp(`^${core}/(model|kernel)/`)],
    packages: /^zod$/,
    because: 'nouns come before stories: the model knows the kernel alone',
  },
  {
    from: new RegExp(`^${core}/emails/`),
    may: [new RegExp(`^${core}/(emails|model)/`)],
    packages: /^zod$/,
    because: 'mails are texts and decide nothing',
  },
  {
    from: new RegExp(`^${core}/saved-reply-templates/`),
    may: [new RegExp(`^${core}/(saved-reply-templates|model)/`)],
    packages: /^zod$/,
    because: 'saved replies are texts and decide nothing',
  },
  {
    from: new RegExp(`^${core}/contract/`),
    may: [new RegExp(`^${core}/(contract|model)/|^${core}/settings\\.ts$`)],
    packages: /^zod$/,
    because: 'the contract is what surfaces see: words and shapes, no rules',
  },
  {
    from: new RegExp(`^${core}/processes/index\\.ts`),
    may: [new RegExp(`^${core}/processes/[^/]+/process\\.ts`)],
    packages: /^zod$/,
    because: 'the registry names each process in one line',
  },
  ...['account-request', 'submission', 'customer-conversion'].map((process) => ({
    from: new RegExp(`^${core}/processes/${process}/`),
    may: [new RegExp(`^${core}/(kernel|model|contract|processes/${process})/|^${core}/[^/]+\\.ts$`)],
    packages: /^zod$/,
    because: 'processes talk by events, so that each can be read alone',
  })),
  {
    from: new RegExp(`^${core}/processes/conversation/`),
    may: [
      new RegExp(`^${core}/(kernel|model|processes/conversation)/|^${core}/[^/]+\\.ts$`),
      new RegExp(`^${core}/processes/account-request/(texts|journal-texts)\\.ts$`),
    ],
    packages: /^zod$/,
    because: 'processes talk by events; of a request, a conversation tells in the request’s own words',
  },
  {
    from: new RegExp(`^${core}/[^/]+\\.ts$`),
    may: [new RegExp(`^${core}/(kernel|model|saved-reply-templates)/|^${core}/[^/]+\\.ts$`)],
    packages: /^zod$/,
    because: 'events, effects, settings and permissions are nouns: they know no story',
  },
];

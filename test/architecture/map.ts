import type { Import } from './source-files.ts';

/** Who may import whom (the table in README.md, "The map"): the first rule whose `from` fits decides. */
export interface Rule {
  from: RegExp;
  /** Our own files that may be imported, by path from the root. */
  may: RegExp[];
  /** Packages that may be imported; absent = any. */
  packages?: RegExp;
  because: string;
}

const core = 'packages/core/src';
const sync = 'services/sync/src';
const node = '^node:';

export const map: Rule[] = [
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
  ...['account-request', 'submission'].map((process) => ({
    from: new RegExp(`^${core}/processes/${process}/`),
    may: [new RegExp(`^${core}/(kernel|model|contract|processes/${process})/|^${core}/[^/]+\\.ts$`)],
    packages: /^zod$/,
    because: 'processes talk by events, so that each can be read alone',
  })),
  {
    from: new RegExp(`^${core}/[^/]+\\.ts$`),
    may: [new RegExp(`^${core}/(kernel|model)/|^${core}/[^/]+\\.ts$`)],
    packages: /^zod$/,
    because: 'events, effects, settings and permissions are nouns: they know no story',
  },
  {
    from: new RegExp(
      `^${sync}/connectors/(errors|failure-words|http|http-errors|retry-after|vendor-sentence)\\.ts$`,
    ),
    may: [new RegExp(`^${sync}/(connectors/[^/]+|trace)\\.ts$|^${core}/model/|^package\\.json$`)],
    because: 'what all connectors share knows none of them',
  },
  ...['pipedrive', 'admin-accounts', 'mail'].map((vendor) => ({
    from: new RegExp(`^${sync}/connectors/${vendor}/`),
    may: [
      new RegExp(`^${sync}/connectors/(${vendor}/|[^/]+\\.ts$)|^${sync}/trace\\.ts$`),
      new RegExp(`^${core}/(model|emails)/`),
    ],
    because: 'vendors know neither each other nor the store',
  })),
  {
    from: new RegExp(`^${sync}/store/`),
    may: [new RegExp(`^${sync}/store/`), new RegExp(`^${core}/`)],
    because: 'rows in, values out: the store knows no vendor and no door',
  },
  {
    from: new RegExp(`^${sync}/effect-handlers/`),
    may: [new RegExp(`^${sync}/(effect-handlers|connectors|store)/`), new RegExp(`^${core}/`)],
    because: 'handlers carry effects out: they never decide and never hear',
  },
  {
    from: new RegExp(`^${sync}/company/`),
    may: [
      new RegExp(`^${sync}/(company|store)/|^${sync}/connectors/(pipedrive/|errors\\.ts$)`),
      new RegExp(`^${sync}/(log|sealed)\\.ts$|^${sync}/provision/company-webhooks\\.ts$`),
      new RegExp(`^${core}/`),
    ],
    because: 'whom we serve, and how their CRM is reached: no door, no engine',
  },
  {
    from: new RegExp(`^${sync}/engine/`),
    may: [
      new RegExp(
        `^${sync}/(engine|store)/|^${sync}/effect-handlers/handler\\.ts$|^${sync}/connectors/errors\\.ts$`,
      ),
      new RegExp(`^${sync}/(log|trace)\\.ts$`),
      new RegExp(`^${core}/`),
    ],
    because: 'the engine knows handlers by their type alone, and no vendor',
  },
  {
    from: new RegExp(`^${sync}/deliveries/`),
    may: [
      new RegExp(`^${sync}/(deliveries|store|engine|company)/|^${sync}/(log|trace)\\.ts$`),
      new RegExp(`^${sync}/connectors/(pipedrive/(translate|port)|errors)\\.ts$`),
      new RegExp(`^${core}/`),
    ],
    because: 'what came in, said in our words: translation yes, calls only through the port',
  },
  {
    from: new RegExp(`^${sync}/bulk/`),
    may: [
      new RegExp(`^${sync}/(bulk|store|engine|deliveries)/|^${sync}/(log|trace)\\.ts$`),
      new RegExp(`^${core}/`),
    ],
    because: 'a bulk decision is many single ones: each goes the way of a command',
  },
  {
    from: new RegExp(`^${sync}/shadow/`),
    may: [
      new RegExp(`^${sync}/(shadow|connectors|store)/|^${sync}/effect-handlers/handler\\.ts$`),
      new RegExp(`^${core}/`),
    ],
    because: 'shadow mode stands between the handlers and the vendors: it decides nothing',
  },
  {
    from: new RegExp(`^${sync}/http/`),
    may: [
      new RegExp(`^${sync}/(mail-texts|doctor|provision)/|^${sync}/connectors/errors\\.ts$`),
      new RegExp(`^${sync}/(http|deliveries|engine|store|company)/|^${sync}/(log|trace|sealed)\\.ts$`),
      new RegExp(
        `^${sync}/connectors/pipedrive/(webhook|oauth|port)\\.ts$|^${sync}/effect-handlers/send-email\\.ts$`,
      ),
      new RegExp(`^${core}/`),
    ],
    because: 'doors translate and delegate: they call no vendor',
  },
  {
    from: new RegExp(`^${sync}/mail-texts/`),
    may: [
      new RegExp(`^${sync}/mail-texts/|^${sync}/connectors/(errors|mail/(render|plain-html))\\.ts$`),
      new RegExp(`^${core}/`),
    ],
    because: 'mail texts are listed, checked and filled in here, and sent elsewhere',
  },
  {
    from: new RegExp(`^${sync}/(doctor|provision)/`),
    may: [
      new RegExp(`^${sync}/(doctor|provision|mail-texts|store)/|^${sync}/connectors/(errors|http)\\.ts$`),
      new RegExp(`^${sync}/connectors/(pipedrive/port(-setup)?|mail/(client|activation-links))\\.ts$`),
      new RegExp(`^${sync}/connectors/admin-accounts/client\\.ts$`),
      new RegExp(`^${core}/`),
    ],
    because: 'who looks at a company, or sets it up, does so through the ports of the connectors',
  },
  {
    from: new RegExp(`^${sync}/commands/`),
    may: [
      new RegExp(`^${sync}/(commands|doctor|provision)/|^${sync}/company/load-settings\\.ts$`),
      new RegExp(`^${sync}/[^/]+\\.ts$`),
      new RegExp(`^${core}/`),
    ],
    because: 'operator commands read flags and write tables; what they do is done elsewhere',
  },
  {
    from: new RegExp(`^${sync}/[^/]+\\.ts$`),
    may: [new RegExp(`^${sync}/`), new RegExp(`^${core}/`)],
    because: 'somebody has to plug things together, once; the sandbox is a program beside us, never a part',
  },
  {
    from: /^services\/sandbox\//,
    may: [/^services\/sandbox\//],
    because: 'the outside knows nothing of us: stand-ins are written from the vendors’ documents',
  },
  {
    from: /^apps\/pipedrive-extension\/src\/host\//,
    may: [/^apps\/pipedrive-extension\//],
    packages: /^(react|react-dom|@pipedrive\/app-extensions-sdk)(\/|$)/,
    because: 'only the host folder touches the vendor’s SDK',
  },
  {
    from: /^apps\/pipedrive-extension\/src\//,
    may: [/^apps\/pipedrive-extension\//, new RegExp(`^${core}/contract/`)],
    packages: /^(react|react-dom)(\/|$)/,
    because: 'a surface shows and asks; of the core it knows the contract’s types alone',
  },
  {
    from: /^apps\/pipedrive-extension\//,
    may: [/^apps\/pipedrive-extension\//],
    packages: new RegExp(`^(vite|@vitejs/plugin-react)$|${node}`),
    because: 'the build of the surfaces needs nothing of the service',
  },
  { from: /^test\//, may: [/^(packages|services|apps|test)\//], because: 'tests may see everything' },
];

/** What is wrong with one import, in words; undefined when nothing is. */
export function breach(from: string, { target, ours, typeOnly }: Import): string | undefined {
  const rule = map.find((one) => one.from.test(from));
  if (!rule) return `${from} is in no room of the map`;
  const allowed = ours
    ? rule.may.some((pattern) => pattern.test(target))
    : (rule.packages?.test(target) ?? true);
  if (!allowed) return `${from} imports ${target}, but ${rule.because}`;
  const isSurface = from.startsWith('apps/') && target.startsWith(core);
  return isSurface && !typeOnly ? `${from} imports ${target} as a value, but ${rule.because}` : undefined;
}

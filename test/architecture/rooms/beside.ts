import { core, type Rule } from './rule.ts';

function roomsOfApp(name: string, sdk: string): Rule[] {
  const app = `^apps/${name}`;
  return [
    {
      from: new RegExp(`${app}/src/host/`),
      may: [new RegExp(`${app}/`)],
      packages: new RegExp(`^(react|react-dom|${sdk})(/|$)`),
      because: 'only the host folder touches the vendor’s SDK',
    },
    {
      from: new RegExp(`${app}/src/`),
      may: [new RegExp(`${app}/`), new RegExp(`^${core}/contract/`)],
      packages: /^(react|react-dom)(\/|$)/,
      because: 'a surface shows and asks; of the core it knows the contract’s types alone',
    },
    {
      from: new RegExp(`${app}/`),
      may: [new RegExp(`${app}/`)],
      packages: /^(vite|@vitejs\/plugin-react)$|^node:/,
      because: 'the build of the surfaces needs nothing of the service',
    },
  ];
}

/** What stands beside the service: the sandbox, the apps and the tests. */
export const roomsBeside: Rule[] = [
  {
    from: /^services\/sandbox\//,
    may: [/^services\/sandbox\//],
    because: 'the outside knows nothing of us: stand-ins are written from the vendors’ documents',
  },
  ...roomsOfApp('pipedrive-extension', '@pipedrive/app-extensions-sdk'),
  ...roomsOfApp('helpscout-app', '@helpscout/javascript-sdk'),
  { from: /^test\//, may: [/^(packages|services|apps|test)\//], because: 'tests may see everything' },
];

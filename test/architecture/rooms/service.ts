import { core, type Rule, sync } from './rule.ts';

/** The service without its connectors. */
export const serviceRooms: Rule[] = [
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
      new RegExp(`^${sync}/connectors/(pipedrive/(translate|port)|helpscout/port|errors)\\.ts$`),
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
    from: new RegExp(`^${sync}/approvals/`),
    may: [
      new RegExp(
        `^${sync}/(approvals|store)/|^${sync}/connectors/(errors|slack/(port|codes|errors|messages/[^/]+))\\.ts$`,
      ),
      new RegExp(
        `^${sync}/slack/workspaces?\\.ts$|^${sync}/company/companies\\.ts$|^${sync}/(log|repeat)\\.ts$`,
      ),
      new RegExp(`^${sync}/engine/effect-failure\\.ts$`),
      new RegExp(
        `^${sync}/http/(answer-command|authenticate-surface|decision-choices|present-request|preview-refusal|problems|read-requests)\\.ts$`,
      ),
      new RegExp(`^${core}/`),
    ],
    because:
      'Slack is a surface: it shows what surfaces see and commands as they do; calls go through its port',
  },
  {
    from: new RegExp(`^${sync}/slack/`),
    may: [
      new RegExp(`^${sync}/(slack|store)/|^${sync}/connectors/(errors|slack/(port|oauth))\\.ts$`),
      new RegExp(`^${sync}/(environment|log|sealed)\\.ts$`),
      new RegExp(`^${core}/`),
    ],
    because: 'which workspace decides for whom, and how it is reached: no door, no request',
  },
  {
    from: new RegExp(`^${sync}/helpscout/`),
    may: [
      new RegExp(`^${sync}/(helpscout|store)/|^${sync}/connectors/(errors|helpscout/port)\\.ts$`),
      new RegExp(`^${sync}/(log|sealed)\\.ts$`),
      new RegExp(`^${core}/`),
    ],
    because: 'what we keep of the help desk beside its conversations: no door, no request',
  },
  {
    from: new RegExp(`^${sync}/http/`),
    may: [
      new RegExp(`^${sync}/(approvals|slack)/|^${sync}/connectors/slack/(oauth|port)\\.ts$`),
      new RegExp(`^${sync}/(mail-texts|doctor|provision|calendar)/|^${sync}/connectors/errors\\.ts$`),
      new RegExp(
        `^${sync}/(http|deliveries|engine|operating|store|company)/|^${sync}/(log|trace|sealed)\\.ts$`,
      ),
      new RegExp(
        `^${sync}/connectors/(pipedrive/(webhook|oauth|port)|helpscout/(webhook|sidebar-url|port))\\.ts$`,
      ),
      new RegExp(`^${sync}/connectors/admin-accounts/client\\.ts$|^${sync}/effect-handlers/send-email\\.ts$`),
      new RegExp(`^${core}/`),
    ],
    because: 'doors translate and delegate: they call no vendor',
  },
  {
    from: new RegExp(`^${sync}/calendar/`),
    may: [new RegExp(`^${sync}/calendar/`), new RegExp(`^${core}/`)],
    because: 'calendars are files made of what is handed in: no door, no store',
  },
  {
    from: new RegExp(`^${sync}/digests/`),
    may: [
      new RegExp(`^${sync}/(digests|store)/|^${sync}/company/companies\\.ts$|^${sync}/log\\.ts$`),
      new RegExp(`^${sync}/connectors/(errors|mail/client|slack/(port|errors|messages/[^/]+))\\.ts$`),
      new RegExp(`^${sync}/connectors/slack/direct-channel\\.ts$`),
      new RegExp(`^${sync}/effect-handlers/send-(email|once)\\.ts$`),
      new RegExp(`^${core}/`),
    ],
    because: 'what colleagues are told once a week goes through the ports of the connectors',
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
      new RegExp(`^${sync}/connectors/(admin-accounts/client|helpscout/port|slack/(port|manifest))\\.ts$`),
      new RegExp(`^${core}/`),
    ],
    because: 'who looks at a company, or sets it up, does so through the ports of the connectors',
  },
  {
    from: new RegExp(`^${sync}/operating/`),
    may: [
      new RegExp(`^${sync}/(operating|store)/|^${sync}/engine/advance\\.ts$`),
      new RegExp(`^${sync}/deliveries/route-request-form\\.ts$`),
      new RegExp(`^${core}/`),
    ],
    because: 'what operators do goes the way of everybody: events for the engine, rows for the router',
  },
  {
    from: new RegExp(`^${sync}/commands/`),
    may: [
      new RegExp(`^${sync}/(commands|doctor|operating|provision)/|^${sync}/company/load-settings\\.ts$`),
      new RegExp(`^${sync}/store/(dead-letters|replay-deliveries|schema)\\.ts$`),
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
];

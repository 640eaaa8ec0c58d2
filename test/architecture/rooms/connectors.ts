import { core, type Rule, sync } from './rule.ts';

/** What talks to vendors. */
export const connectorRooms: Rule[] = [
  {
    from: new RegExp(
      `^${sync}/connectors/(call-turns|errors|failure-words|http|http-errors|retry-after|vendor-sentence)\\.ts$`,
    ),
    may: [new RegExp(`^${sync}/(connectors/[^/]+|trace)\\.ts$|^${core}/model/|^package\\.json$`)],
    because: 'what all connectors share knows none of them',
  },
  ...['pipedrive', 'helpscout', 'admin-accounts', 'mail'].map((vendor) => ({
    from: new RegExp(`^${sync}/connectors/${vendor}/`),
    may: [
      new RegExp(`^${sync}/connectors/(${vendor}/|[^/]+\\.ts$)|^${sync}/trace\\.ts$`),
      new RegExp(`^${core}/(model|emails)/`),
    ],
    because: 'vendors know neither each other nor the store',
  })),
  {
    from: new RegExp(`^${sync}/connectors/slack/messages/`),
    may: [
      new RegExp(`^${sync}/connectors/slack/(messages/|port\\.ts$)`),
      new RegExp(`^${core}/(model|kernel|contract|processes/account-request/(texts|journal-texts)\\.ts$)`),
    ],
    packages: /^@slack\/types$/,
    because: 'what Slack shows is made of what surfaces see: no call, no rule',
  },
  {
    from: new RegExp(`^${sync}/connectors/slack/`),
    may: [
      new RegExp(`^${sync}/connectors/(slack/[^/]+|[^/]+)\\.ts$|^${sync}/trace\\.ts$`),
      new RegExp(`^${core}/model/`),
    ],
    because: 'vendors know neither each other nor the store',
  },
];

import { laterPart } from '../../components/later.tsx';
import { PartAway, PartComing } from './part-away.tsx';

// What the first paint does not need is fetched when it is shown.

export const MuteNotice = laterPart(
  async () => (await import('./aside/mute-notice.tsx')).MuteNotice,
  PartComing,
  PartAway,
);

export const OtherConversation = laterPart(
  async () => (await import('./aside/other-conversation.tsx')).OtherConversation,
  PartComing,
  PartAway,
);

export const MatchChoice = laterPart(
  async () => (await import('./aside/match-choice.tsx')).MatchChoice,
  PartComing,
  PartAway,
);

export const RequestProgress = laterPart(
  async () => (await import('./aside/request-progress.tsx')).RequestProgress,
  PartComing,
  PartAway,
);

export const EffectList = laterPart(
  async () => (await import('./aside/effect-list.tsx')).EffectList,
  PartComing,
  PartAway,
);

export const Journal = laterPart(
  async () => (await import('./aside/journal.tsx')).Journal,
  PartComing,
  PartAway,
);

export const EarlierConversations = laterPart(
  async () => (await import('./aside/earlier-conversations.tsx')).EarlierConversations,
  PartComing,
  PartAway,
);

export const OpenRequest = laterPart(
  async () => (await import('./forms/open-request.tsx')).OpenRequest,
  PartComing,
  PartAway,
);

export const RefuseRequest = laterPart(
  async () => (await import('./forms/refuse-request.tsx')).RefuseRequest,
  PartComing,
  PartAway,
);

export const AskForEvidence = laterPart(
  async () => (await import('./forms/evidence.tsx')).AskForEvidence,
  PartComing,
  PartAway,
);

export const RecordEvidence = laterPart(
  async () => (await import('./forms/evidence.tsx')).RecordEvidence,
  PartComing,
  PartAway,
);

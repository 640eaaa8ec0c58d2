import { useCallback, useEffect } from 'react';
import type { ConversionDetails, ConversionPanel } from '#core/contract/conversion-view.ts';
import type { ProblemDocument } from '#core/contract/problem.ts';
import type { Api } from '../../api.ts';
import { dealConversion, previewConversion } from '../../conversion-calls.ts';
import { useCommands } from '../../hooks/use-commands.ts';
import { useConversionCommand } from '../../hooks/use-conversion-command.ts';
import { useLive } from '../../hooks/use-live.ts';
import type { ConversionDraft } from '../../live/conversion-draft.ts';
import { isPassing } from '../../service/failures.ts';
import type { Surroundings } from '../../start-surface.tsx';
import { useTexts } from '../language-context.ts';
import { Notice } from '../notice.tsx';
import { StaleBanner } from '../stale-banner.tsx';
import { ConversionCard } from './conversion-card.tsx';
import { conversionTexts } from './texts.ts';
import { conversionDelayMs, isFollowing, newerConversion } from './view-model.ts';

interface PartProps {
  surroundings: Surroundings;
  dealId: number;
  /** Whether nothing else in the panel says who the client is. */
  isAlone: boolean;
  /** Told whether the deal is followed, as soon as that is known and whenever it changes. */
  onFollowed(isFollowed: boolean): void;
}

/** The deal's way from suspect to production; nothing where that is switched off, which is asked once. */
export function ConversionPart({ surroundings, dealId, isAlone, onFollowed }: PartProps) {
  const { api, visibility } = surroundings;
  const { live, shown } = useLive({
    load: (signal) => dealConversion(api, dealId, signal),
    merge: newerConversion,
    delayMs: conversionDelayMs,
    nowMs: api.clock.nowMs,
    visibility,
  });
  const isFollowed = isFollowing(shown.value);
  useEffect(() => onFollowed(isFollowed), [onFollowed, isFollowed]);
  if (shown.value === null) return shown.problem && <Away problem={shown.problem} />;
  const { conversion, choices } = shown.value;
  if (conversion === null || !isFollowed) return null;
  return (
    <>
      {isAlone && shown.problem && shown.freshAtMs !== null && (
        <StaleBanner problem={shown.problem} freshAtMs={shown.freshAtMs} nowMs={api.clock.nowMs()} />
      )}
      <Followed api={api} conversion={conversion} choices={choices} isAlone={isAlone} onEnd={live.refresh} />
    </>
  );
}

/** While the service is away the request above says so. */
function Away({ problem }: { problem: ProblemDocument }) {
  const texts = useTexts(conversionTexts);
  if (isPassing(problem)) return null;
  return (
    <div className="conversion-away">
      <Notice tone="warning" title={texts.away}>
        <p>{`${problem.title}. ${problem.detail}`}</p>
      </Notice>
    </div>
  );
}

interface FollowedProps extends ConversionPanel {
  api: Api;
  conversion: ConversionDetails;
  isAlone: boolean;
  onEnd(): void;
}

function Followed({ api, conversion, choices, isAlone, onEnd }: FollowedProps) {
  const commands = useConversionCommand(api, onEnd);
  const retries = useCommands({ api, revision: conversion.revision, onView: () => undefined, onEnd });
  const foresee = useCallback(
    (command: ConversionDraft, signal: AbortSignal) => previewConversion(api, command, signal),
    [api],
  );
  return (
    <ConversionCard
      conversion={conversion}
      choices={choices}
      commands={commands}
      foresee={foresee}
      retries={retries}
      nowMs={api.clock.nowMs}
      isAlone={isAlone}
    />
  );
}

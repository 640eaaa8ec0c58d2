import type { FrameLocator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { cutTexts, namelessControls, overflowPx, tabStops } from '../kit/accessibility.ts';
import { entered, submitted, troubled } from '../kit/flow.ts';

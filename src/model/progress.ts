/** How far a run has come: what those are told who wait for it. */
import type { ChannelId } from './channel.ts';
import type { ScenarioId } from './acts.ts';

/** How far a run has come. */
export type Progress =
  | { readonly step: 'connecting'; readonly target: string }
  | { readonly step: 'driving'; readonly scenario: ScenarioId; readonly channel: ChannelId }
  | {
      readonly step: 'driven';
      readonly scenario: ScenarioId;
      readonly channel: ChannelId;
      readonly stopped?: string;
    }
  /** Something that makes the run worth less, and that nobody may find out otherwise. */
  | { readonly step: 'warning'; readonly text: string }
  | { readonly step: 'asking'; readonly what: string }
  | { readonly step: 'settling'; readonly ms: number }
  | { readonly step: 'judging' };

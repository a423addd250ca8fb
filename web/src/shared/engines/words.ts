import type { Engine, EngineStatus } from '@/shared/api/types';

export type EngineTone = 'ready' | 'busy' | 'trouble' | 'quiet';

const words: Record<EngineStatus, { label: string; tone: EngineTone }> = {
  connecting: { label: 'Connecting', tone: 'quiet' },
  ready: { label: 'Ready', tone: 'ready' },
  busy: { label: 'Busy', tone: 'busy' },
  unreachable: { label: 'Away', tone: 'trouble' },
  unusable: { label: 'Not usable', tone: 'trouble' },
  unwatched: { label: 'No worker', tone: 'trouble' },
};

/** An engine's state as a person would say it, and how much it matters. */
export const engineWords = (engine: Pick<Engine, 'status'>) => words[engine.status];

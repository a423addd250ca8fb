import type { Preflight, PreflightEngine } from '@/shared/api/types';
import { plural } from '@/shared/format/words';

export type Readiness =
  | { status: 'ready'; sentence: string; engines: readonly PreflightEngine[] }
  /** No engine that answers has everything. */
  | { status: 'missing'; sentence: string; engine: PreflightEngine }
  | { status: 'away'; sentence: string };

const lacks = ({ missingNodes, missingModels }: PreflightEngine) => missingNodes.length + missingModels.length;

/** Whether somebody who asks now gets a picture, and what is nearest to it when not. */
export function readiness({ engines }: Preflight): Readiness {
  const reachable = engines.filter(engine => engine.isReachable);
  const ready = reachable.filter(engine => engine.isReady);
  if (ready.length > 0) return { status: 'ready', sentence: readyWords(ready, reachable.length), engines: ready };
  const nearest = reachable.toSorted((a, b) => lacks(a) - lacks(b))[0];
  if (!nearest || lacks(nearest) === 0) return { status: 'away', sentence: 'No engine answers now.' };
  return { status: 'missing', sentence: `${nearest.name} lacks ${missingWords(nearest)} for this.`, engine: nearest };
}

const readyWords = (ready: readonly PreflightEngine[], all: number) =>
  ready.length === all ? 'Ready' : `Ready on ${ready.map(({ name }) => name).join(', ')}`;

export function missingWords({ missingNodes, missingModels }: PreflightEngine): string {
  const parts = [
    missingModels.length > 0 ? plural(missingModels.length, 'model') : null,
    missingNodes.length > 0 ? plural(missingNodes.length, 'node') : null,
  ];
  return parts.filter(part => part !== null).join(' and ');
}

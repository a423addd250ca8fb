import type { Estimate, Span } from '@/shared/api/types';

export type EstimateWords = {
  /** "~2 min" until it starts. */
  wait: string | null;
  /** "1–3 min", where the range says more than the typical. */
  range: string | null;
  /** "then ~20 s", or "takes ~20 s" where nothing tells when it starts. */
  run: string | null;
  /** Whether the model must be loaded first. */
  model: string | null;
  /** What all of it rests on, a sentence. */
  basis: string;
};

/** What earlier runs let expect, in a person's words; the time in line apart from the time on the engine. */
export function estimateWords(estimate: Estimate): EstimateWords {
  const { waitSeconds, runSeconds, warm, engine, samples } = estimate;
  return {
    wait: waitSeconds && about(waitSeconds.typical),
    range: waitSeconds && range(waitSeconds),
    run: runSeconds && `${waitSeconds ? 'then' : 'takes'} ~${rounded(runSeconds.typical)}`,
    model: warm === null ? null : warm ? 'model loaded' : 'loads its model first',
    basis: `${basisOf(samples)}${engine ? ` On ${engine.name}.` : ''}`,
  };
}

const basisOf = (samples: number) =>
  samples === 0 ? 'Nothing like it has run yet.' : `From ${samples === 1 ? 'one earlier run' : `${samples} earlier runs`}.`;

const about = (seconds: number) => (seconds < 3 ? 'now' : `~${rounded(seconds)}`);

function range({ low, typical, high }: Span): string | null {
  const [from, to] = [rounded(low), rounded(high)];
  return from === to || to === rounded(typical) ? null : `${withoutUnit(from, to)}–${to}`;
}

/** "1–3 min" rather than "1 min–3 min". */
const withoutUnit = (from: string, to: string) => {
  const [number, unit] = from.split(' ', 2);
  return from.split(' ').length === 2 && to.endsWith(` ${unit ?? ''}`) && to.split(' ').length === 2 ? (number ?? from) : from;
};

/** As exact as such a guess can be. */
function rounded(seconds: number): string {
  if (seconds < 10) return `${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 55) return `${Math.round(seconds / 5) * 5} s`;
  const minutes = Math.max(1, Math.round(seconds / 60));
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 24 * 60) return minutes % 60 < 5 || minutes > 600 ? `${Math.round(minutes / 60)} h` : `${Math.floor(minutes / 60)} h ${Math.round((minutes % 60) / 5) * 5} min`;
  return `${Math.round(minutes / 1440)} d`;
}

import { ordinal } from '@/shared/format/words';
import type { Job, Progress } from '@/shared/api/types';

export type JobWords = {
  /** "Step 12 of 20". */
  title: string;
  /** What else is worth knowing, a sentence or a few words; null when there is nothing. */
  detail: string | null;
  /** 0 to 1; null when how far it is cannot be told. */
  fraction: number | null;
};

/** A job in a person's words. `progress` is the freshest that is known. */
export function describeJob(job: Job, progress: Progress | null = job.progress): JobWords {
  const words = (title: string, detail: string | null = null, fraction: number | null = null) => ({ title, detail, fraction });
  const engine = job.engine?.name ?? 'the engine';

  if (job.cancelRequested && job.endedAt === null) return words('Stopping', `${engine} finishes the step it is in.`);
  switch (job.state) {
    case 'queued':
      if (job.held) return words('Paused', 'Its group waits until you resume it.');
      return words(`Queued · ${place(job.position)}`, saysOnlyPlace.test(job.waitReason ?? '') ? null : job.waitReason);
    case 'leased':
    case 'submitting':
      return words('Starting', `Handing over to ${engine}.`);
    case 'submitted':
      return words('Next', `${engine} has it and starts it as soon as it can.`);
    case 'running':
      return words(step(progress), null, progress?.fraction ?? null);
    case 'collecting':
      return words('Saving', null, 1);
    case 'unknown':
      return words('Checking', `The answer of ${engine} was lost; asking again what became of this.`);
    case 'succeeded':
      return words('Done');
    case 'failed':
      return words('Failed', job.failure?.message ?? null);
    case 'parked':
      return words('Set aside', job.failure?.message ?? 'It failed several times and waits for you to decide.');
    case 'cancelled':
      return words('Cancelled');
  }
}

/** The API names the place when there is nothing else to say; the title has it already. */
const saysOnlyPlace = /^(next in line|waits behind)/i;

function place(position: number | null): string {
  if (position === null) return 'in line';
  return position === 0 ? 'next in line' : `${ordinal(position + 1)} in line`;
}

/** Node types by what a person would call their work. */
const works: readonly (readonly [RegExp, string])[] = [
  [/checkpoint|unet.*loader|loader/i, 'Loading model'],
  [/vaedecode/i, 'Developing'],
  [/vaeencode|loadimage/i, 'Reading the image'],
  [/textencode/i, 'Reading the prompt'],
  [/save/i, 'Saving'],
  [/latent/i, 'Preparing'],
];

function step(progress: Progress | null): string {
  if (!progress) return 'Preparing';
  const type = progress.nodeType ?? '';
  if (/sampler/i.test(type)) return progress.value > 0 ? `Step ${progress.value} of ${progress.max}` : 'First step';
  const work = works.find(([pattern]) => pattern.test(type));
  return work?.[1] ?? (progress.max > 1 ? `Step ${progress.value} of ${progress.max}` : 'Working');
}

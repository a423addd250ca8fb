import type { ImageDetail } from '@/shared/api/types';
import { modelLabel } from '@/shared/format/words';

/** What made an image, as text that people paste into each other's messages. */
export function parametersText(image: ImageDetail): string {
  const facts = settingsOf(image)
    .filter(([name]) => name !== 'Prompt' && name !== 'Negative prompt')
    .map(([name, value]) => `${name}: ${value}`)
    .join(', ');
  return [image.prompt, image.negative && `Negative prompt: ${image.negative}`, facts].filter(Boolean).join('\n');
}

/** Setting by setting, of what is known. */
export function settingsOf(image: ImageDetail): [string, string][] {
  const loras = (image.loras ?? []).map(({ name, strength }) => `${modelLabel(name)} ${strength}`).join(', ');
  const all: [string, string | number | null | undefined][] = [
    ['Prompt', image.prompt],
    ['Negative prompt', image.negative],
    ['Checkpoint', image.model],
    ['LoRA', loras],
    ['Seed', image.seed],
    ['Steps', image.steps],
    ['CFG', image.cfg],
    ['Sampler', image.sampler],
    ['Scheduler', image.scheduler],
    ['Denoise', image.denoise],
    ['Size', image.width > 0 ? `${image.width}x${image.height}` : null],
    ['Template', image.template],
  ];
  return all.flatMap(([name, value]) => (value === null || value === undefined || value === '' ? [] : [[name, String(value)] as [string, string]]));
}

export type Difference = { name: string; values: (string | null)[]; isAlike: boolean };

/** The settings of several images beside each other, what differs first. */
export function differences(images: readonly ImageDetail[]): Difference[] {
  const settings = images.map(image => new Map(settingsOf(image)));
  const names = [...new Set(settings.flatMap(each => [...each.keys()]))];
  const rows = names.map(name => {
    const values = settings.map(each => each.get(name) ?? null);
    return { name, values, isAlike: values.every(value => value === values[0]) };
  });
  return [...rows.filter(row => !row.isAlike), ...rows.filter(row => row.isAlike)];
}

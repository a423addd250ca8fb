import type { ExportKind, ExportSettings } from '../types';

type Kind = { title: string; about: string; fields: readonly (keyof ExportSettings)[] };

export const exportKinds: Record<ExportKind, Kind> = {
  mp4: { title: 'Animatic (MP4)', about: 'A film of the frames, each as long as it says.', fields: ['width', 'fps', 'fadeMs', 'burnNumbers'] },
  pdf: { title: 'Contact sheet (PDF)', about: 'Frames on pages to print or send, with their numbers and words.', fields: ['columns', 'pageSize', 'notes', 'numbers'] },
  sheet: { title: 'Contact sheet (PNG)', about: 'All frames in one picture.', fields: ['columns', 'width', 'notes', 'numbers'] },
  zip: { title: 'All frames (ZIP)', about: 'Every picture as 001_title.png, with a CSV and a JSON file that say what it is.', fields: [] },
  webp: { title: 'Moving picture (WebP)', about: 'Small and in full colour; every browser plays it.', fields: ['width', 'burnNumbers'] },
  gif: { title: 'Moving picture (GIF)', about: 'Plays anywhere, in 256 colours.', fields: ['width', 'burnNumbers'] },
  project: { title: 'Project file', about: 'Everything that makes the story again elsewhere: its words, its references, its takes.', fields: [] },
};

export const exportOrder: readonly ExportKind[] = ['mp4', 'pdf', 'sheet', 'zip', 'webp', 'gif', 'project'];

const usual: Required<ExportSettings> = { columns: 3, notes: true, numbers: true, pageSize: 'a4', width: 1280, fps: 24, fadeMs: 300, burnNumbers: false };
const widths: Partial<Record<ExportKind, number>> = { webp: 640, gif: 480, sheet: 1920 };

export const settingsFor = (kind: ExportKind): ExportSettings => {
  const all = { ...usual, width: widths[kind] ?? usual.width };
  return Object.fromEntries(exportKinds[kind].fields.map(field => [field, all[field]]));
};

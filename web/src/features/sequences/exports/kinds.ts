import type { ExportKind, ExportSettings } from '../types';
import { paperOf } from './paper';

type Kind = { title: string; about: string; fields: readonly (keyof ExportSettings)[] };

export const exportKinds: Record<ExportKind, Kind> = {
  mp4: { title: 'Animatic (MP4)', about: 'A film of the frames, each as long as it says.', fields: ['width', 'fps', 'fadeMs', 'burnNumbers', 'sound'] },
  pdf: { title: 'Contact sheet (PDF)', about: 'Frames on pages to print or send, with their numbers and words.', fields: ['columns', 'pageSize', 'notes', 'numbers'] },
  sheet: { title: 'Contact sheet (PNG)', about: 'All frames in one picture.', fields: ['columns', 'width', 'notes', 'numbers'] },
  timeline: {
    title: 'Timeline for an editor',
    about: 'A ZIP of the pictures and their cut, with the notes as markers: FCPXML for DaVinci Resolve and Final Cut Pro, XML for Premiere Pro, an EDL for others. Unpack it, then open that file.',
    fields: ['fps', 'fadeMs', 'sound'],
  },
  zip: { title: 'All frames (ZIP)', about: 'Every picture as 001_title.png, with a CSV and a JSON file that say what it is.', fields: [] },
  webp: { title: 'Moving picture (WebP)', about: 'Small and in full colour; every browser plays it.', fields: ['width', 'burnNumbers'] },
  gif: { title: 'Moving picture (GIF)', about: 'Plays anywhere, in 256 colours.', fields: ['width', 'burnNumbers'] },
  project: { title: 'Project file', about: 'Everything that makes the story again elsewhere: its words, its references, its takes.', fields: [] },
};

export const exportOrder: readonly ExportKind[] = ['mp4', 'timeline', 'pdf', 'sheet', 'zip', 'webp', 'gif', 'project'];

const usual: Required<Omit<ExportSettings, 'sound'>> = { columns: 3, notes: true, numbers: true, pageSize: paperOf(navigator.language), width: 1280, fps: 24, fadeMs: 300, burnNumbers: false };
const own: Partial<Record<ExportKind, ExportSettings>> = { webp: { width: 640 }, gif: { width: 480 }, sheet: { width: 1920 }, timeline: { fadeMs: 0 } };

/** Pictures per second as films and television have them. Editors know no others. */
const broadcast = [23.976, 24, 25, 29.97, 30, 50, 59.94, 60];
export const ratesFor = (kind: ExportKind): readonly string[] => (kind === 'timeline' ? broadcast : [12, 15, ...broadcast]).map(String);

export const settingsFor = (kind: ExportKind): ExportSettings => {
  const all: ExportSettings = { ...usual, ...own[kind] };
  return Object.fromEntries(exportKinds[kind].fields.map(field => [field, all[field]]));
};

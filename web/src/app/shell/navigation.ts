import { IconGridDots, IconLayoutGrid, IconMovie, IconServer2, IconSettings, IconSitemap, IconSparkles, IconStack2 } from '@tabler/icons-react';

/** Every page of the studio, in the order of the rail. */
export const pages = [
  { to: '/generate', label: 'Generate', icon: IconSparkles, hotkey: 'G' },
  { to: '/batches', label: 'Batches', icon: IconGridDots, hotkey: 'B' },
  { to: '/stories', label: 'Stories', icon: IconMovie, hotkey: 'T' },
  { to: '/queue', label: 'Queue', icon: IconStack2, hotkey: 'Q' },
  { to: '/gallery', label: 'Gallery', icon: IconLayoutGrid, hotkey: 'L' },
  { to: '/workflows', label: 'Workflows', icon: IconSitemap, hotkey: 'W' },
  { to: '/engines', label: 'Engines', icon: IconServer2, hotkey: 'E' },
  { to: '/settings', label: 'Settings', icon: IconSettings, hotkey: 'S' },
] as const;

import { IconMovie, type IconProps } from '@tabler/icons-react';
import type { Image } from '@/shared/api/types';

/** Marks what moves; nothing for what stands still. */
export const MotionSign = ({ kind, ...icon }: { kind: Image['kind'] } & IconProps) =>
  kind === 'image' ? null : <IconMovie {...icon} aria-label={kind === 'video' ? 'Video' : 'Animation'} />;

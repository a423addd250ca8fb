import { queryOptions } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import type { Image } from '@/shared/api/types';

export type TrashItem = { trashId: string; deletedAt: string; expiresAt: string; images: TrashedImage[] };
/** What is known of an image that is away; its picture may be, too. */
export type TrashedImage = Pick<Image, 'id' | 'fileName' | 'bytes'> & Partial<Pick<Image, 'prompt' | 'thumbnails'>>;
export type Trash = { items: TrashItem[]; count: number; bytes: number };

export const trashKey = ['trash'] as const;
export const trashQuery = queryOptions({ queryKey: trashKey, queryFn: ({ signal }) => api.get<Trash>('/api/trash', { signal }), staleTime: 0 });

import { plural } from '@/shared/format/words';
import { offerUndo } from '@/shared/undo/offerUndo';

export const offerUncancel = (count: number, undoId: string, undo: () => Promise<void>) =>
  offerUndo({ id: undoId, label: `${plural(count, 'image')} taken out of the queue.`, undo });

import type { Template } from '@/shared/api/types';
import { splitRows } from '../splitRows';
import type { ListPreview } from '../types';
import { looksLikeLines, type ListDraft } from './draft';

const shown = 20;

/** The rows of a table as this page reads them, for as long as the studio cannot: nobody has said yet what its columns are for. */
export function ownPreview({ text, format, columns }: ListDraft, { slots }: Template): ListPreview | null {
  if (text.trim() === '' || looksLikeLines({ text, format, columns })) return null;
  const [first = [], ...rest] = splitRows(text, format === 'auto' ? 'csv' : format);
  const hasHeader = first.every(cell => cell !== '' && Number.isNaN(Number(cell))) && rest.length > 0;
  const slotLike = (cell: string) => slots.find(({ name, label }) => [name, label].some(own => own.toLowerCase() === cell.toLowerCase()))?.name ?? null;
  const rows = hasHeader ? rest : [first, ...rest];
  return {
    columns: first.map((cell, at) => ({ header: hasHeader ? cell : `${at + 1}`, slot: hasHeader ? slotLike(cell) : null })),
    rows: rows.slice(0, shown),
    total: rows.length,
    errors: [],
  };
}

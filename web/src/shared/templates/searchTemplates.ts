import type { Template } from '@/shared/api/types';

/** Every word has to occur in the title, the tags or the description. */
export function searchTemplates(templates: readonly Template[], words: string): readonly Template[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return templates.filter(({ title, description, tags }) => {
    const text = [title, description, ...tags].join(' ').toLowerCase();
    return wanted.every(word => text.includes(word));
  });
}

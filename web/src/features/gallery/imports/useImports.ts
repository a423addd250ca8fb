import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { toProblem } from '@/shared/api/problem';
import { imageKeys } from '@/shared/images/queries';
import { importFile } from '@/shared/inputs/upload';

export type Import = {
  id: number;
  name: string;
  status: 'waiting' | 'sending' | 'stored' | 'known' | 'failed';
  fraction: number;
  /** Where it is in the gallery. */
  imageId: string | null;
  message: string | null;
};

const together = 2;
const largest = 256 * 1024 * 1024;
const patience = 600_000;

/** Files on their way into the gallery, two at a time; one that fails holds up no other. */
export function useImports() {
  const queries = useQueryClient();
  const [imports, setImports] = useState<Import[]>([]);
  const line = useRef<{ id: number; file: File }[]>([]);
  const running = useRef(new Map<number, AbortController>());
  const next = useRef(0);
  useEffect(() => {
    const { current } = running;
    return () => {
      line.current = [];
      for (const controller of current.values()) controller.abort();
    };
  }, []);

  const patch = (id: number, change: Partial<Import>) => setImports(known => known.map(each => (each.id === id ? { ...each, ...change } : each)));

  const send = async (id: number, file: File) => {
    const controller = new AbortController();
    running.current.set(id, controller);
    patch(id, { status: 'sending' });
    try {
      const { imageId, isKnown } = await importFile(file, {
        signal: controller.signal,
        timeout: patience,
        onUploadProgress: ({ loaded, total }) => patch(id, { fraction: total ? loaded / total : 0 }),
      });
      patch(id, { status: isKnown ? 'known' : 'stored', fraction: 1, imageId });
    } catch (error) {
      patch(id, { status: 'failed', message: controller.signal.aborted ? 'Cancelled. It was not imported.' : toProblem(error).message });
    }
    running.current.delete(id);
    advance();
  };

  const advance = () => {
    while (running.current.size < together) {
      const first = line.current.shift();
      if (!first) break;
      void send(first.id, first.file);
    }
    if (running.current.size === 0) for (const queryKey of [imageKeys.maps, imageKeys.facets, imageKeys.lists]) void queries.invalidateQueries({ queryKey });
  };

  const start = (files: readonly File[]) => {
    const added = files.map(file => ({ id: next.current++, file }));
    setImports(known => [...known, ...added.map(({ id, file }) => begun(id, file))]);
    line.current.push(...added.filter(({ file }) => file.size <= largest));
    advance();
  };

  /** What is there already stays there. */
  const cancel = () => {
    const left = new Set(line.current.map(({ id }) => id));
    line.current = [];
    setImports(known => known.map(each => (left.has(each.id) ? { ...each, status: 'failed', message: 'Cancelled. It was not imported.' } : each)));
    for (const controller of running.current.values()) controller.abort();
  };

  return { imports, start, cancel, clear: () => setImports([]) };
}

const begun = (id: number, { name, size }: File): Import => ({
  id,
  name,
  fraction: 0,
  imageId: null,
  ...(size > largest ? { status: 'failed', message: 'The file is larger than 256 MB.' } : { status: 'waiting', message: null }),
});

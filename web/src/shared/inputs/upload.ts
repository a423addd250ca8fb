import { useEffect, useRef, useState } from 'react';
import { api } from '@/shared/api/client';
import { toProblem } from '@/shared/api/problem';
import type { InputFile } from '@/shared/api/types';

export type Upload = { status: 'idle' } | { status: 'sending'; fraction: number } | { status: 'failed'; message: string };

const patience = 300_000;

function send(file: Blob, name: string, signal: AbortSignal, onProgress: (fraction: number) => void) {
  const form = new FormData();
  form.append('file', file, name);
  return api.post<InputFile>('/api/inputs', form, {
    signal,
    timeout: patience,
    onUploadProgress: ({ loaded, total }) => onProgress(total ? loaded / total : 0),
  });
}

/** A picture of the gallery as a graph's input; nothing goes over the wire but its name. */
export const takeFromGallery = (imageId: string) => api.post<InputFile>('/api/inputs', { imageId });

/** One upload at a time: a newer one takes the place of the one before. */
export function useUpload(onDone: (input: InputFile) => void) {
  const [upload, setUpload] = useState<Upload>({ status: 'idle' });
  const current = useRef<AbortController | null>(null);
  useEffect(() => () => current.current?.abort(), []);

  const start = async (file: Blob, name = 'picture.png') => {
    if (!file.type.startsWith('image/')) {
      setUpload({ status: 'failed', message: 'That is not a picture. PNG, JPEG and WebP work.' });
      return;
    }
    current.current?.abort();
    const controller = new AbortController();
    current.current = controller;
    setUpload({ status: 'sending', fraction: 0 });
    try {
      const input = await send(file, name, controller.signal, fraction => setUpload({ status: 'sending', fraction }));
      setUpload({ status: 'idle' });
      onDone(input);
    } catch (error) {
      if (controller.signal.aborted) return;
      const problem = toProblem(error);
      setUpload({ status: 'failed', message: problem.fields.file ?? problem.message });
    }
  };

  const cancel = () => {
    current.current?.abort();
    setUpload({ status: 'idle' });
  };
  return { upload, start, cancel };
}

/** The first picture among what was dropped or pasted. */
export const pictureIn = (data: DataTransfer | null): File | null =>
  data ? ([...data.files].find(({ type }) => type.startsWith('image/')) ?? null) : null;

export const inputUrl = (id: string) => `/api/inputs/${id}`;

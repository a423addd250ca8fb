import { useEffect, useRef, useState } from 'react';
import { api } from '@/shared/api/client';
import { toProblem } from '@/shared/api/problem';
import type { components } from '@/shared/api/schema';
import type { ImportAnswer, InputFile } from '@/shared/api/types';

export type Upload = { status: 'idle' } | { status: 'sending'; fraction: number } | { status: 'failed'; message: string };

const patience = 300_000;

type Sending = NonNullable<Parameters<typeof api.post>[2]>;
type Kind<T> = { send: (form: FormData, options: Sending) => Promise<T>; isWanted: (file: Blob) => boolean; refusal: string };

const pictures: Kind<InputFile> = {
  send: (form, options) => api.post('/api/inputs', form, options),
  isWanted: ({ type }) => type.startsWith('image/'),
  refusal: 'That is not a picture. PNG, JPEG and WebP work.',
};

/** What a browser does not know by its name may be a sound all the same: the studio hears. */
const sounds: Kind<components['schemas']['SoundView']> = {
  send: (form, options) => api.post('/api/sounds', form, options),
  isWanted: ({ type }) => type === '' || /^(audio|video|application)\//.test(type),
  refusal: 'That is not a sound. WAV, MP3, M4A, OGG and FLAC work.',
};

/** A file for the gallery goes as it is; what the gallery has already it only names. */
export const importFile = (file: File, options: Sending) =>
  api.post<ImportAnswer>('/api/images/import', file, {
    ...options,
    params: { name: file.name },
    headers: { 'Content-Type': file.type === '' ? 'application/octet-stream' : file.type },
  });

const galleryPictures: Kind<ImportAnswer> = { ...pictures, send: (form, options) => importFile(form.get('file') as File, options) };

/** A picture of the gallery as a graph's input; nothing goes over the wire but its name. */
export const takeFromGallery = (imageId: string) => api.post<InputFile>('/api/inputs', { imageId });

export const useUpload = (onDone: (input: InputFile) => void) => useUploadOf(pictures, onDone);

export const useGalleryUpload = (onDone: (image: ImportAnswer) => void) => useUploadOf(galleryPictures, onDone);

export const useSoundUpload = (onDone: (sound: components['schemas']['SoundView'], name: string) => void) => useUploadOf(sounds, onDone);

/** One upload at a time: a newer one takes the place of the one before. */
function useUploadOf<T>(kind: Kind<T>, onDone: (taken: T, name: string) => void) {
  const [upload, setUpload] = useState<Upload>({ status: 'idle' });
  const current = useRef<AbortController | null>(null);
  useEffect(() => () => current.current?.abort(), []);

  const start = async (file: Blob, name = 'picture.png') => {
    if (!kind.isWanted(file)) {
      setUpload({ status: 'failed', message: kind.refusal });
      return;
    }
    current.current?.abort();
    const controller = new AbortController();
    current.current = controller;
    setUpload({ status: 'sending', fraction: 0 });
    const form = new FormData();
    form.append('file', file, name);
    try {
      const onUploadProgress: Sending['onUploadProgress'] = ({ loaded, total }) => setUpload({ status: 'sending', fraction: total ? loaded / total : 0 });
      const taken = await kind.send(form, { signal: controller.signal, timeout: patience, onUploadProgress });
      setUpload({ status: 'idle' });
      onDone(taken, name);
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

import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render } from '@testing-library/react';
import { expect, it } from 'vitest';
import { jobKeys, type LiveJob } from '@/shared/jobs/queries';
import { aFrame, aTake } from '../fakes';
import { stateOf } from '../story/frameState';
import type { Frame } from '../types';
import { FramePicture } from './FramePicture';

const preview = '/api/jobs/job-1/preview?v=9';
const thumbnail = '/api/images/image-1/thumbnails/640?v=v1';

function open(first: Frame) {
  const queries = new QueryClient();
  queries.setQueryData<LiveJob>(jobKeys.live('job-1'), { progress: null, previewUrl: preview });
  const page = (frame: Frame) => (
    <MantineProvider>
      <QueryClientProvider client={queries}>
        <FramePicture frame={frame} state={stateOf(frame)} ratio={1} />
      </QueryClientProvider>
    </MantineProvider>
  );
  const { container, rerender } = render(page(first));
  const picture = (url: string) => [...container.querySelectorAll('img')].find(({ src }) => src.endsWith(url));
  const arrives = (url: string) => {
    const found = picture(url);
    if (found) fireEvent.load(found);
  };
  return { picture, arrives, becomes: (frame: Frame) => rerender(page(frame)) };
}

const working = aFrame('a', { takes: [aTake({ state: 'running', imageId: null })], image: null, shown: null });
const made = aFrame('a', { takes: [aTake()] });

it('keeps the last preview until the picture has arrived', () => {
  const { picture, arrives, becomes } = open(working);
  expect(picture(preview)).toBeDefined();

  becomes(made);
  expect(picture(preview)).toBeDefined();

  arrives(thumbnail);
  expect(picture(preview)).toBeUndefined();
});

it('asks for no preview of what was made before the page came', () => {
  const { picture } = open(made);
  expect(picture(thumbnail)).toBeDefined();
  expect(picture(preview)).toBeUndefined();
});

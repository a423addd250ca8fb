import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { LiveProvider } from './LiveProvider';

const opened: FakeSource[] = [];

class FakeSource extends EventTarget {
  isClosed = false;

  constructor() {
    super();
    opened.push(this);
  }

  close() {
    this.isClosed = true;
  }
}

it('gives its connection back when the page is left, and takes another when somebody goes back to it', () => {
  vi.stubGlobal('EventSource', FakeSource);
  render(
    <QueryClientProvider client={new QueryClient()}>
      <LiveProvider>the page</LiveProvider>
    </QueryClientProvider>,
  );
  expect(opened.map(({ isClosed }) => isClosed)).toEqual([false]);

  window.dispatchEvent(new Event('pagehide'));
  expect(opened.map(({ isClosed }) => isClosed)).toEqual([true]);

  window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
  expect(opened.map(({ isClosed }) => isClosed)).toEqual([true, false]);
});

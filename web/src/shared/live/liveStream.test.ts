import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { LiveEvent } from './events';
import { LiveStream } from './liveStream';

class FakeSource extends EventTarget {
  readyState = 0;
  closed = false;
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  readonly url: string;

  constructor(url: string) {
    super();
    this.url = url;
  }

  close() {
    this.closed = true;
  }

  refuse() {
    this.readyState = 2;
    this.onerror?.();
  }

  say(type: string, data: unknown, lastEventId = '') {
    this.dispatchEvent(new MessageEvent(type, { data: JSON.stringify(data), lastEventId }));
  }
}

let sources: FakeSource[];
let events: LiveEvent[];
let together: number;
let stream: LiveStream;
const latest = () => sources.at(-1) ?? new FakeSource('none');

beforeEach(() => {
  vi.useFakeTimers();
  sources = [];
  events = [];
  together = 0;
  stream = new LiveStream({
    url: '/api/events',
    onEvent: event => events.push(event),
    together: tell => {
      together++;
      tell();
    },
    createSource: url => {
      const source = new FakeSource(url);
      sources.push(source);
      return source as unknown as EventSource;
    },
  });
  stream.start();
});

afterEach(() => {
  stream.stop();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

it('is open once connected, and tells whoever listens', () => {
  const listener = vi.fn();
  stream.subscribe(listener);

  latest().onopen?.();

  expect(stream.status()).toBe('open');
  expect(listener).toHaveBeenCalledOnce();
});

it('starts anew after a refusal, from the last event that arrived', () => {
  latest().onopen?.();
  latest().say('preview', { jobId: 'a', url: '/p' }, '17-0');

  latest().refuse();
  expect(stream.status()).toBe('down');
  vi.advanceTimersByTime(1_000);

  expect(sources).toHaveLength(2);
  expect(latest().url).toBe('/api/events?lastEventId=17-0');
  expect(events).toEqual([{ type: 'preview', data: { jobId: 'a', url: '/p' } }]);
});

it('waits longer after each refusal, ten seconds at most', () => {
  for (const delay of [1_000, 2_000, 4_000, 8_000, 10_000, 10_000]) {
    latest().refuse();
    const before = sources.length;
    vi.advanceTimersByTime(delay - 1);
    expect(sources).toHaveLength(before);
    vi.advanceTimersByTime(1);
    expect(sources).toHaveLength(before + 1);
  }
});

it('takes a silent connection for dead', () => {
  latest().onopen?.();
  vi.advanceTimersByTime(30_000);
  latest().say('heartbeat', {});
  vi.advanceTimersByTime(30_000);
  expect(sources).toHaveLength(1);

  vi.advanceTimersByTime(10_000);

  expect(sources[0]?.closed).toBe(true);
  expect(sources).toHaveLength(2);
});

it('tells every event to whoever listens, until they leave', () => {
  const hearer = vi.fn();
  const leave = stream.listen(hearer);
  latest().onopen?.();

  latest().say('preview', { jobId: 'a', url: '/p' });
  leave();
  latest().say('preview', { jobId: 'b', url: '/q' });

  expect(hearer.mock.calls).toEqual([[{ type: 'preview', data: { jobId: 'a', url: '/p' } }]]);
});

it('tells a lone event at once and those that follow closely together, in their order, each once', () => {
  latest().onopen?.();
  for (const jobId of ['a', 'b', 'c']) latest().say('preview', { jobId, url: '/p' });
  const told = () => events.map(event => event.type === 'preview' && event.data.jobId);
  expect(told()).toEqual(['a']);

  vi.advanceTimersByTime(100);
  expect(told()).toEqual(['a', 'b', 'c']);
  expect(together).toBe(2);

  vi.advanceTimersByTime(100);
  latest().say('preview', { jobId: 'd', url: '/p' });
  expect(told()).toEqual(['a', 'b', 'c', 'd']);
});

it('tells what came before a break, also when the page goes', () => {
  latest().onopen?.();
  for (const jobId of ['a', 'b']) latest().say('preview', { jobId, url: '/p' });

  stream.stop();

  expect(events).toHaveLength(2);
  expect(vi.getTimerCount()).toBe(0);
});

it('holds nothing back from a page in the background, whose timers may be late', () => {
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  latest().onopen?.();

  for (const jobId of ['a', 'b', 'c']) latest().say('preview', { jobId, url: '/p' });

  expect(events).toHaveLength(3);
});

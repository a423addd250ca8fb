import { liveEventTypes, type LiveEvent } from './events';

export type LiveStatus = 'connecting' | 'open' | 'down';

type Options = {
  url: string;
  onEvent: (event: LiveEvent) => void;
  createSource?: (url: string) => EventSource;
};

const firstDelay = 1_000;
const longestDelay = 10_000;

/** The tab's one event stream. The browser reconnects and resumes by itself after a break; after a refusal it gives up, and this starts anew. */
export class LiveStream {
  #status: LiveStatus = 'connecting';
  #source: EventSource | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #delay = firstDelay;
  readonly #listeners = new Set<() => void>();
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  readonly status = () => this.#status;

  readonly start = () => {
    this.stop();
    const source = this.#createSource();
    this.#source = source;
    source.onopen = () => {
      this.#delay = firstDelay;
      this.#become('open');
    };
    source.onerror = () => {
      this.#become('down');
      if (source.readyState === 2) this.#startLater();
    };
    for (const type of liveEventTypes)
      source.addEventListener(type, (message: MessageEvent<unknown>) => this.#options.onEvent(parse(type, String(message.data))));
  };

  readonly stop = () => {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = null;
  };

  #createSource() {
    const { url, createSource } = this.#options;
    return createSource ? createSource(url) : new EventSource(url, { withCredentials: true });
  }

  #startLater() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.start, this.#delay);
    this.#delay = Math.min(this.#delay * 2, longestDelay);
  }

  #become(status: LiveStatus) {
    if (this.#status === status) return;
    this.#status = status;
    for (const listener of this.#listeners) listener();
  }
}

const parse = (type: LiveEvent['type'], data: string) =>
  ({ type, data: JSON.parse(data) as unknown }) as LiveEvent;

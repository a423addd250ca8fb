import { parseExact } from '@/shared/api/exactJson';
import { liveEventTypes, type LiveEvent } from './events';

export type LiveStatus = 'connecting' | 'open' | 'down';

type Options = {
  url: string;
  onEvent: (event: LiveEvent) => void;
  /** Around the events that are told in one go, so that they are drawn in one go. */
  together?: (tell: () => void) => void;
  createSource?: (url: string) => EventSource;
};

const firstDelay = 1_000;
const longestDelay = 10_000;
/** The API beats every 15 s; past this the connection is dead even if nobody told. */
const longestSilence = 40_000;
/** The first event is told at once. Those that follow closely are told together: drawing each by itself keeps a browser busy and shows nobody more. */
const pace = 100;

const atOnce = (tell: () => void) => tell();

/**
 * The tab's one event stream. After a break the browser reconnects and resumes by itself; after a refusal it gives up, and
 * on a dead connection it never notices: then this starts anew, from the last event that arrived.
 */
export class LiveStream {
  #status: LiveStatus = 'connecting';
  #source: EventSource | null = null;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #watchdog: ReturnType<typeof setTimeout> | undefined;
  #delay = firstDelay;
  #lastId = '';
  #untold: LiveEvent[] = [];
  #telling: ReturnType<typeof setTimeout> | undefined;
  readonly #listeners = new Set<() => void>();
  readonly #hearers = new Set<(event: LiveEvent) => void>();
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** Every event, after it stands in the cache. */
  readonly listen = (hearer: (event: LiveEvent) => void) => {
    this.#hearers.add(hearer);
    return () => void this.#hearers.delete(hearer);
  };

  readonly status = () => this.#status;

  readonly start = () => {
    this.stop();
    const source = this.#createSource();
    this.#source = source;
    this.#expectLife();
    source.onopen = () => {
      this.#delay = firstDelay;
      this.#expectLife();
      this.#become('open');
    };
    source.onerror = () => {
      this.#become('down');
      if (source.readyState === 2) this.#startLater();
    };
    for (const type of liveEventTypes)
      source.addEventListener(type, (message: MessageEvent<unknown>) => this.#receive(type, message));
  };

  readonly stop = () => {
    clearTimeout(this.#retry);
    clearTimeout(this.#watchdog);
    this.#source?.close();
    this.#source = null;
    this.#tell();
    clearTimeout(this.#telling);
    this.#telling = undefined;
  };

  #receive(type: LiveEvent['type'], message: MessageEvent<unknown>) {
    this.#expectLife();
    if (message.lastEventId !== '') this.#lastId = message.lastEventId;
    this.#untold.push({ type, data: parseExact(String(message.data)) } as LiveEvent);
    // A page in the background draws nothing, and its timers may be a minute late: its title and notifications must not be.
    if (this.#telling === undefined || document.hidden) this.#tell();
  }

  readonly #tell = () => {
    clearTimeout(this.#telling);
    const events = this.#untold;
    this.#untold = [];
    this.#telling = events.length === 0 ? undefined : setTimeout(this.#tell, pace);
    const tell = () => events.forEach(this.#tellOne);
    if (events.length > 0) (this.#options.together ?? atOnce)(tell);
  };

  /** One that somebody stumbles over does not keep the others from being told. */
  readonly #tellOne = (event: LiveEvent) => {
    try {
      this.#options.onEvent(event);
      for (const hear of this.#hearers) hear(event);
    } catch (error) {
      reportError(error);
    }
  };

  #createSource() {
    const { url, createSource } = this.#options;
    const resuming = this.#lastId === '' ? url : `${url}?lastEventId=${encodeURIComponent(this.#lastId)}`;
    return createSource ? createSource(resuming) : new EventSource(resuming, { withCredentials: true });
  }

  #expectLife() {
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(() => {
      this.#become('down');
      this.start();
    }, longestSilence);
  }

  #startLater() {
    clearTimeout(this.#retry);
    this.#retry = setTimeout(this.start, this.#delay);
    this.#delay = Math.min(this.#delay * 2, longestDelay);
  }

  #become(status: LiveStatus) {
    if (this.#status === status) return;
    this.#status = status;
    for (const listener of this.#listeners) listener();
  }
}

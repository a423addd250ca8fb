import { api } from '@/shared/api/client';
import { newSpanId, newTrace, type Trace } from './trace';

/**
 * From the click to the picture on screen: one span per generation, the root of its trace. It survives a refresh of the
 * page, because a picture may take longer than a page lives.
 */
type Journey = Trace & { start: number; attributes: Record<string, string> };

type Span = {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  startUnixMs: number;
  endUnixMs: number;
  attributes?: Record<string, string>;
};

const storageKey = 'comfystudio.journeys';

export const beginJourney = (attributes: Record<string, string>): Journey => ({ ...newTrace(), start: Date.now(), attributes });

export function keepJourney(groupId: string, journey: Journey) {
  write({ ...read(), [groupId]: journey });
}

/** Ends the journey of a generation, if it is still under way. `shownSince` is when loading the picture began. */
export function endJourney(groupId: string, outcome: 'shown' | 'not shown', shownSince?: number) {
  const { [groupId]: journey, ...others } = read();
  if (!journey) return;
  write(others);
  const { traceId, spanId, start, attributes } = journey;
  const end = Date.now();
  const root: Span = { traceId, spanId, name: 'generate', startUnixMs: start, endUnixMs: end, attributes: { ...attributes, outcome } };
  const spans = shownSince === undefined ? [root] : [root, { traceId, spanId: newSpanId(), parentSpanId: spanId, name: 'show picture', startUnixMs: shownSince, endUnixMs: end }];
  send(spans);
}

/** A picture that nobody looks at ends its journey too, a while after it could have been seen. */
export function settleJourney(groupId: string) {
  setTimeout(() => endJourney(groupId, 'not shown'), 5_000);
}

/** Telemetry never bothers anybody: when it does not arrive, it is lost. */
function send(spans: Span[]) {
  void api.post('/api/telemetry/spans', spans).catch(() => undefined);
}

function read(): Partial<Record<string, Journey>> {
  try {
    return JSON.parse(sessionStorage.getItem(storageKey) ?? '{}') as Record<string, Journey>;
  } catch {
    return {};
  }
}

function write(journeys: Partial<Record<string, Journey>>) {
  try {
    sessionStorage.setItem(storageKey, JSON.stringify(journeys));
  } catch {
    // A full or forbidden storage costs a measurement, nothing else.
  }
}

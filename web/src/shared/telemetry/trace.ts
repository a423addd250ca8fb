/** W3C trace context, made by hand: one header and one span do not need a tracing library. */

export type Trace = { traceId: string; spanId: string };

const hex = (size: number) => {
  const bytes = crypto.getRandomValues(new Uint8Array(size));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
};

export const newSpanId = () => hex(8);
export const newTrace = (): Trace => ({ traceId: hex(16), spanId: newSpanId() });
export const traceparent = ({ traceId, spanId }: Trace) => `00-${traceId}-${spanId}-01`;

/** crypto.randomUUID is missing on plain http pages of another host, which is how a phone opens the studio. */
export function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const digits = Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
  return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join('-');
}

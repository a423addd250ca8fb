import { waitFor } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { expect, it } from 'vitest';
import { server } from '@/testing/server';
import { beginJourney, endJourney, keepJourney } from './journey';

type SentSpan = { traceId: string; spanId: string; parentSpanId?: string; name: string; startUnixMs: number; endUnixMs: number; attributes?: Record<string, string> };

it('sends the click and the showing as one trace, once', async () => {
  const sent: SentSpan[][] = [];
  server.use(
    http.post('*/api/telemetry/spans', async ({ request }) => {
      sent.push((await request.json()) as SentSpan[]);
      return new HttpResponse(null, { status: 202 });
    }),
  );
  const journey = beginJourney({ template: 'sdxl' });
  keepJourney('g1', journey);

  endJourney('g1', 'shown', journey.start + 5);
  endJourney('g1', 'not shown');

  await waitFor(() => expect(sent).toHaveLength(1));
  const [root, show] = sent[0] ?? [];
  expect(root).toMatchObject({ traceId: journey.traceId, spanId: journey.spanId, name: 'generate', attributes: { template: 'sdxl', outcome: 'shown' } });
  expect(show).toMatchObject({ traceId: journey.traceId, parentSpanId: journey.spanId, startUnixMs: journey.start + 5 });
});

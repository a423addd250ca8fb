// What a batch's page costs its main thread while 1 000 images come. Against a running studio whose page is a build:
//   node scripts/liveBatch.js http://localhost:5173 http://localhost:8000 [--seconds 20] [--profile] [--animate]
// --profile says where the time goes; --animate asks for every frame and tells the time between them, which costs much by itself.
// Needs chromium (CHROMIUM names it). Keep the machine quiet: a studio, its engine and a browser share it as it is.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { seconds: { type: 'string', default: '20' }, profile: { type: 'boolean', default: false }, animate: { type: 'boolean', default: false } },
});
const [web = 'http://localhost:5173', api = 'http://localhost:8000'] = positionals;

const size = { width: 1440, height: 900 };
const limit = 50;
const sweep = {
  template: 'text_to_image_sdxl',
  slots: { prompt: `a lighthouse at dusk, film grain ${Date.now()}`, width: 512, height: 512 },
  seeds: { count: 1 },
  axes: [
    { slot: 'steps', range: { from: 1, to: 40, step: 1 } },
    { slot: 'cfg', range: { from: 3, to: 15, step: 0.5 } },
  ],
};

const folder = mkdtempSync(join(tmpdir(), 'comfystudio-page-'));
const chromium = spawn(
  process.env.CHROMIUM ?? '/usr/bin/chromium',
  ['--headless=new', '--remote-debugging-pipe', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', `--user-data-dir=${folder}`, 'about:blank'],
  { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
);
try {
  print(await measure(await openPage(connect(chromium))));
} finally {
  const gone = new Promise(resolve => chromium.once('exit', resolve));
  chromium.kill();
  await gone;
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

/** The browser's own protocol: JSON with a zero byte after each message. */
function connect({ stdio: [, , , input, output] }) {
  const waiting = new Map();
  const hearers = new Set();
  let last = 0;
  let rest = [];
  const receive = ({ id, result, error, method, params }) => {
    if (id === undefined) for (const hear of hearers) hear(method, params);
    else if (error) waiting.get(id)?.reject(new Error(error.message));
    else waiting.get(id)?.resolve(result);
    waiting.delete(id);
  };
  output.on('data', chunk => {
    for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0)) {
      receive(JSON.parse(Buffer.concat([...rest, chunk.subarray(0, end)]).toString()));
      rest = [];
      chunk = chunk.subarray(end + 1);
    }
    rest.push(chunk);
  });
  return {
    hear: hearer => void hearers.add(hearer),
    send: (method, params = {}, sessionId) =>
      new Promise((resolve, reject) => {
        waiting.set(++last, { resolve, reject });
        input.write(`${JSON.stringify({ id: last, method, params, sessionId })}\0`);
      }),
  };
}

async function openPage(browser) {
  const { targetId } = await browser.send('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await browser.send('Target.attachToTarget', { targetId, flatten: true });
  const send = (method, params) => browser.send(method, params, sessionId);
  await send('Emulation.setDeviceMetricsOverride', { ...size, deviceScaleFactor: 1, mobile: false });
  return { send, hear: browser.hear };
}

async function measure(page) {
  const started = await post('/api/batches', sweep);
  await page.send('Page.navigate', { url: `${web}/batches/${started.id}` });
  await until(async () => (await evaluate(page, 'document.querySelectorAll("[role=gridcell] img").length')) > 20);
  const before = await get(`/api/batches/${started.id}`);
  const { tasks, slow, between, hot } = await record(page, Number(options.seconds) * 1000);
  const after = await get(`/api/batches/${started.id}`);
  await post(`/api/batches/${started.id}/cancel`);
  const walls = tasks.map(task => task.wall);
  return {
    images: started.images,
    made: after.succeeded - before.succeeded,
    stillRuns: after.open > 0,
    framesOverLimit: slow.filter(ms => ms > limit).length,
    worstFrame: round(Math.max(0, ...slow)),
    ...(between === null ? {} : { betweenFrames: { ...summary(between), overLimit: between.filter(ms => ms > limit).length } }),
    tasks: summary(walls),
    tasksOverLimit: walls.filter(ms => ms > limit).length,
    processor: summary(tasks.map(task => task.own)),
    busy: round((walls.reduce((sum, ms) => sum + ms, 0) / (Number(options.seconds) * 1000)) * 100),
    longest: tasks.toSorted((a, b) => b.wall - a.wall).slice(0, 5),
    hot,
  };
}

/** Tasks of the page's main thread of at least a millisecond, and the time between two frames. */
async function record(page, time) {
  const events = [];
  const done = new Promise(resolve =>
    page.hear((method, params) => {
      if (method === 'Tracing.dataCollected') events.push(...params.value);
      if (method === 'Tracing.tracingComplete') resolve();
    }),
  );
  if (options.profile) {
    await page.send('Profiler.enable');
    await page.send('Profiler.setSamplingInterval', { interval: 500 });
    await page.send('Profiler.start');
  }
  await evaluate(page, `window.slow = []; new PerformanceObserver(list => slow.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'long-animation-frame' });`);
  if (options.animate) await evaluate(page, 'window.between_ = []; let last = performance.now(); requestAnimationFrame(function next(now) { between_.push(now - last); last = now; requestAnimationFrame(next); })');
  await page.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories: ['toplevel', 'devtools.timeline', '__metadata'] } });
  await pause(time);
  const slow = await evaluate(page, 'slow');
  const between = options.animate ? await evaluate(page, 'between_.slice(2)') : null;
  await page.send('Tracing.end');
  await done;
  const hot = options.profile ? [...hottest((await page.send('Profiler.stop')).profile), ...kindsOf(events)] : [];
  return { tasks: tasksOf(events), slow, between, hot };
}

function mainOf(events) {
  const main = events.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain').map(({ pid, tid }) => `${pid}/${tid}`);
  return events.filter(({ ph, pid, tid }) => ph === 'X' && main.includes(`${pid}/${tid}`));
}

function tasksOf(events) {
  const own = mainOf(events);
  return own
    .filter(({ name, dur }) => name.endsWith('RunTask') && dur >= 1_000)
    .map(task => ({ wall: round(task.dur / 1_000), own: round((task.tdur ?? task.dur) / 1_000), holds: insideOf(own, task) }));
}

/** Processor time by the browser's own names, without what is told apart below it. */
function kindsOf(events) {
  const main = mainOf(events).filter(({ tdur }) => tdur !== undefined).toSorted((a, b) => a.ts - b.ts || b.dur - a.dur);
  const sums = new Map();
  const open = [];
  const add = (name, time) => sums.set(name, (sums.get(name) ?? 0) + time / 1_000);
  for (const event of main) {
    while (open.length > 0 && event.ts >= open.at(-1).ts + open.at(-1).dur) open.pop();
    if (open.length > 0) add(open.at(-1).name, -event.tdur);
    add(event.name, event.tdur);
    open.push(event);
  }
  return [...sums].toSorted((a, b) => b[1] - a[1]).slice(0, 14).map(([name, ms]) => `${round(ms)} ms of ${name}`);
}

/** What a task was busy with, by the names that the browser gives. */
function insideOf(events, task) {
  if (task.dur < 20_000) return '';
  const inside = events.filter(({ ts, dur, name }) => ts >= task.ts && ts + dur <= task.ts + task.dur && !name.endsWith('RunTask') && dur > 2_000);
  return inside.map(({ name, dur, args }) => `${name}${args?.data?.type ? `(${args.data.type})` : ''} ${round(dur / 1_000)}`).join(', ');
}

function hottest({ nodes, samples, timeDeltas }) {
  const byId = new Map(nodes.map(node => [node.id, node]));
  const sums = new Map();
  samples.forEach((id, at) => {
    const { functionName, url, lineNumber, columnNumber } = byId.get(id).callFrame;
    const name = `${functionName || '(anonymous)'} ${url.split('/').at(-1)}:${lineNumber + 1}:${columnNumber}`;
    sums.set(name, (sums.get(name) ?? 0) + timeDeltas[at] / 1_000);
  });
  return [...sums].toSorted((a, b) => b[1] - a[1]).slice(0, 40).map(([name, ms]) => `${round(ms)} ms ${name}`);
}

function summary(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const at = share => round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), worst: at(1) };
}

function print({ hot, longest, ...report }) {
  for (const line of hot) console.error(line);
  for (const { wall, own, holds } of longest) console.error(`${wall} ms (processor ${own}): ${holds}`);
  console.log(JSON.stringify(report));
}

async function evaluate(page, expression) {
  const { result } = await page.send('Runtime.evaluate', { expression, returnByValue: true });
  return result.value;
}

async function until(isSo) {
  for (const end = Date.now() + 60_000; !(await isSo()); await pause(100)) if (Date.now() > end) throw new Error('The page shows no images.');
}

async function call(path, init) {
  const answer = await fetch(api + path, init);
  if (!answer.ok) throw new Error(`${path} was answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}
function get(path) {
  return call(path);
}
function post(path, body) {
  return call(path, { method: 'POST', ...(body === undefined ? {} : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }) });
}
function round(ms) {
  return Math.round(ms * 10) / 10;
}

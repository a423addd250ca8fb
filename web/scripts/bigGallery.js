// What the page of a large gallery costs: the first paint, every frame while it is scrolled, what it holds. Against a running studio whose page is a
// build and whose images folder is full (fillGallery.js makes one):
//   node scripts/bigGallery.js http://localhost:5173 http://localhost:8000 [--seconds 20] [--profile]
// `flung` goes from one end to the other in that time, `rolled` a screen a second as with a wheel; `blank` is an empty page for as long.
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openPage, withBrowser } from './browser.js';
import { print, record, round, summary, told, until } from './frames.js';

const { values: options, positionals } = parseArgs({ allowPositionals: true, options: { seconds: { type: 'string', default: '20' }, profile: { type: 'boolean', default: false } } });
const [web = 'http://localhost:5173', api = 'http://localhost:8000'] = positionals;

const size = { width: 1440, height: 900 };
const milliseconds = Number(options.seconds) * 1_000;
const places = 20;
const scroller = `document.querySelector('[role=group][aria-label^="Images"]')`;
const shown = `[...document.querySelectorAll('[data-index] img')].filter(({ complete, naturalWidth, parentElement }) => complete && naturalWidth > 0 && (box => box.bottom > 0 && box.top < innerHeight)(parentElement.getBoundingClientRect())).length`;
// From the first script on: when images are there, and what moved.
const watch = `
  new PerformanceObserver(list => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift_ = (window.shift_ ?? 0) + entry.value; }).observe({ type: 'layout-shift', buffered: true });
  requestAnimationFrame(function look(now) { if (document.querySelector('[data-index]')) window.drawn_ ??= now; if (document.body && ${shown} > 0) window.seen_ ??= now; else requestAnimationFrame(look); });`;

print(await withBrowser(measure));

async function measure(browser) {
  const { count } = await (await fetch(`${api}/api/images?limit=1`)).json();
  const page = await openPage(browser, size);
  // The second visit is the one that counts: of the first, the page's own files are fetched and compiled.
  await openGallery(page);
  const opening = await openGallery(page);
  const flung = await record(page, () => scroll(page, `${scroller}.scrollHeight`), options);
  const held = await holdings(page);
  await page.run(`${scroller}.scrollTop = 0`);
  const rolled = await record(page, () => scroll(page, `innerHeight * ${milliseconds / 1_000}`), options);
  const reached = await reach(page, count);
  await page.close();
  const empty = await openPage(browser, size);
  const blank = await record(empty, () => pause(milliseconds), options);
  return { images: count, opening, flung: told([flung]), rolled: told([rolled]), blank: told([blank]), reached, held, records: { flung: [flung], rolled: [rolled] } };
}

async function openGallery(page) {
  await page.send('Page.enable');
  const { identifier } = await page.send('Page.addScriptToEvaluateOnNewDocument', { source: watch });
  await page.send('Page.navigate', { url: `${web}/gallery` });
  await until(() => page.run('window.seen_ !== undefined'), 'The page shows no images.');
  await pause(1_000);
  await page.send('Page.removeScriptToEvaluateOnNewDocument', { identifier });
  const [paint, drawn, seen, shift] = await page.run(`[performance.getEntriesByName('first-contentful-paint')[0]?.startTime, drawn_, seen_, window.shift_ ?? 0]`);
  return { firstPaintMs: round(paint), firstTilesMs: round(drawn), firstImageMs: round(seen), layoutShift: shift };
}

function scroll(page, way) {
  return page.run(`new Promise(done => {
    const [from, way, began] = [${scroller}.scrollTop, ${way}, performance.now()];
    requestAnimationFrame(function step(now) {
      ${scroller}.scrollTop = from + way * Math.min(1, (now - began) / ${milliseconds});
      if (now - began < ${milliseconds}) requestAnimationFrame(step); else done();
    });
  })`);
}

/** Jumps to places all over, the last image among them, and waits for pictures there. */
async function reach(page, count) {
  const times = [];
  for (let place = 0; place <= places; place++) {
    const began = performance.now();
    await page.run(`${scroller}.scrollTop = ${place / places} * ${scroller}.scrollHeight`);
    await pause(50);
    await until(async () => (await page.run(shown)) > 0, `No images at ${place} of ${places}.`);
    times.push(performance.now() - began);
  }
  await until(() => page.run(`document.querySelector('[data-index="${count - 1}"]') !== null`), 'The last image is not reached.');
  return { ...summary(times), last: count };
}

async function holdings(page) {
  await page.send('HeapProfiler.enable');
  await page.send('HeapProfiler.collectGarbage');
  const { metrics } = await page.send('Performance.enable').then(() => page.send('Performance.getMetrics'));
  const metric = name => metrics.find(each => each.name === name)?.value;
  return { elements: await page.run(`document.querySelectorAll('*').length`), heapMb: round(metric('JSHeapUsedSize') / 1e6), scrollHeight: await page.run(`${scroller}.scrollHeight`) };
}

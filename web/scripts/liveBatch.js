// What a batch's page costs while 1 000 images come, beside a blank page at the same time on the same machine. Against a running studio whose page is a build:
//   node scripts/liveBatch.js http://localhost:5173 http://localhost:8000 [--seconds 20] [--rounds 2] [--profile]
// Every frame is asked for, on both pages in turns; of a frame that came late it is told how much of it the page's own work took. `quiet` is the
// same page with nothing coming. --profile says where the time goes. Keep the machine quiet otherwise: a studio, its engine and a browser share it.
// To see the page as from another machine, start the studio's processes under `chrt --idle 0`: the browser then never waits for them.
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openPage, withBrowser } from './browser.js';
import { print, record, told, until } from './frames.js';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { seconds: { type: 'string', default: '20' }, rounds: { type: 'string', default: '2' }, profile: { type: 'boolean', default: false } },
});
const [web = 'http://localhost:5173', api = 'http://localhost:8000'] = positionals;

const size = { width: 1440, height: 900 };
const sweep = {
  template: 'text_to_image_sdxl',
  slots: { prompt: `a lighthouse at dusk, film grain ${Date.now()}`, width: 512, height: 512 },
  seeds: { count: 1 },
  axes: [
    { slot: 'steps', range: { from: 1, to: 40, step: 1 } },
    { slot: 'cfg', range: { from: 3, to: 15, step: 0.5 } },
  ],
};

print(await withBrowser(measure));

async function measure(browser) {
  const { id, images } = await post('/api/batches', sweep);
  try {
    return await measureOf(browser, id, images);
  } finally {
    // Also when it went wrong: the next one would wait behind it.
    await post(`/api/batches/${id}/cancel`);
  }
}

async function measureOf(browser, id, images) {
  const rounds = { opening: [], page: [], blank: [] };
  await until(async () => (await get(`/api/batches/${id}`)).succeeded > 30, 'No images come.');
  const before = await get(`/api/batches/${id}`);
  for (let round = 0; round < Number(options.rounds); round++) {
    await onPage(browser, async page => {
      await list(page, id);
      rounds.opening.push(await record(page, () => open(page, id), options));
      rounds.page.push(await record(page, wait, options));
    });
    await onPage(browser, async page => rounds.blank.push(await record(page, wait, options)));
  }
  const after = await get(`/api/batches/${id}`);
  await post(`/api/batches/${id}/cancel`);
  await until(async () => (await get(`/api/batches/${id}`)).open === 0, 'The batch does not end.');
  const quiet = await onPage(browser, async page => {
    await list(page, id);
    await open(page, id);
    return record(page, wait, options);
  });
  return { images, made: after.succeeded - before.succeeded, stillRuns: after.open > 0, ...Object.fromEntries(Object.entries(rounds).map(([name, all]) => [name, told(all)])), quiet: told([quiet]), records: rounds };
}

function wait() {
  return pause(Number(options.seconds) * 1_000);
}

async function onPage(browser, act) {
  const page = await openPage(browser, size);
  try {
    return await act(page);
  } finally {
    await page.close();
  }
}

/** As somebody comes to it: from the list. */
async function list(page, id) {
  await page.send('Page.navigate', { url: `${web}/batches` });
  await until(() => page.run(`document.querySelector('a[href$="${id}"]') !== null`), 'The list does not show the batch.');
}

async function open(page, id) {
  await page.run(`document.querySelector('a[href$="${id}"]').click()`);
  await until(async () => (await page.run('document.querySelectorAll("[role=gridcell] img").length')) > 20, 'The page shows no images.');
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

// A headless browser by its own protocol, without a library.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const flags = ['--headless=new', '--remote-debugging-pipe', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** Runs `act` with a browser that is gone afterwards. Needs chromium (CHROMIUM names it). */
export async function withBrowser(act) {
  const folder = mkdtempSync(join(tmpdir(), 'comfystudio-page-'));
  const chromium = spawn(process.env.CHROMIUM ?? '/usr/bin/chromium', [...flags, `--user-data-dir=${folder}`, 'about:blank'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
  const gone = new Promise(resolve => chromium.once('exit', resolve));
  try {
    return await act(connect(chromium));
  } finally {
    chromium.kill();
    await gone;
    await remove(folder);
  }
}

/** The browser's children end a little later than itself, and still write. */
async function remove(folder) {
  for (let attempt = 1; ; attempt++) {
    try {
      return rmSync(folder, { recursive: true, force: true });
    } catch (error) {
      if (attempt === 20) throw error;
      await pause(250);
    }
  }
}

/** JSON with a zero byte after each message. */
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
    hear: hearer => {
      hearers.add(hearer);
      return () => void hearers.delete(hearer);
    },
    send: (method, params = {}, sessionId) =>
      new Promise((resolve, reject) => {
        waiting.set(++last, { resolve, reject });
        input.write(`${JSON.stringify({ id: last, method, params, sessionId })}\0`);
      }),
  };
}

export async function openPage(browser, size) {
  const { targetId } = await browser.send('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await browser.send('Target.attachToTarget', { targetId, flatten: true });
  const send = (method, params) => browser.send(method, params, sessionId);
  await send('Emulation.setDeviceMetricsOverride', { ...size, deviceScaleFactor: 1, mobile: false });
  return {
    send,
    hear: browser.hear,
    close: () => browser.send('Target.closeTarget', { targetId }),
    run: async expression => (await send('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true })).result.value,
  };
}

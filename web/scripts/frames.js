// Frames of a page, asked for one by one, and what kept a late one.
import { setTimeout as pause } from 'node:timers/promises';
import { hottest, kindsOf, longTasks, trace, workIn } from './trace.js';

const limit = 50;
// Asked once for each page: two that ask would count each frame twice.
const everyFrame = 'if (window.frames_) frames_.length = 0; else { frames_ = []; requestAnimationFrame(function next(now) { frames_.push(now); requestAnimationFrame(next); }); }';

/** Every frame for as long as `during` takes; with a profile, where the time went. */
export async function record(page, during, { profile = false } = {}) {
  if (profile) {
    await page.send('Profiler.enable');
    await page.send('Profiler.setSamplingInterval', { interval: 500 });
    await page.send('Profiler.start');
  }
  let frames = [];
  const traced = await trace(page, async () => {
    await page.run(everyFrame);
    await during();
    frames = (await page.run('window.frames_ ?? []')).slice(1);
  });
  const gaps = frames.slice(1).map((to, at) => ({ from: frames[at], to, ms: to - frames[at] }));
  const late = gaps.filter(({ ms }) => ms > limit).map(({ from, to, ms }) => ({ ms, ...workIn(traced, from, to) }));
  const hot = profile ? [...hottest((await page.send('Profiler.stop')).profile), ...kindsOf(traced)] : [];
  return { gaps: gaps.map(({ ms }) => ms), late, tasks: longTasks(traced), hot };
}

/** `ownOverLimit`: late frames whose page had that much to do for them, had it had a processor for itself. */
export function told(records) {
  const [gaps, late, tasks] = ['gaps', 'late', 'tasks'].map(name => records.flatMap(record => record[name]));
  return {
    frames: summary(gaps),
    overLimit: late.length,
    ownOverLimit: late.filter(({ own }) => own > limit).length,
    tasks: summary(tasks.map(({ wall }) => wall)),
    tasksOverLimit: tasks.filter(({ wall }) => wall > limit).length,
    processor: summary(tasks.map(({ own }) => own)),
  };
}

export function summary(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const at = share => round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), worst: at(1) };
}

/** The figures, and beside them (on the standard error) what the latest frames and the longest tasks were busy with. */
export function print({ records, ...report }) {
  for (const [name, all] of Object.entries(records)) {
    for (const line of all.flatMap(({ hot }) => hot)) console.error(`${name}: ${line}`);
    for (const { ms, wall, own, holds } of all.flatMap(({ late }) => late).toSorted((a, b) => b.ms - a.ms).slice(0, 8))
      console.error(`${name}: a frame after ${round(ms)} ms, the page's work ${round(wall)} of it, of a processor ${round(own)}: ${holds}`);
    for (const { wall, own, holds } of all.flatMap(({ tasks }) => tasks).toSorted((a, b) => b.wall - a.wall).slice(0, 5)) console.error(`${name}: a task of ${round(wall)} ms, of a processor ${round(own)}: ${holds}`);
  }
  for (const [name, part] of Object.entries(report)) console.log(`${name.padEnd(10)} ${JSON.stringify(part)}`);
}

export async function until(isSo, problem) {
  for (const end = Date.now() + 60_000; !(await isSo()); await pause(100)) if (Date.now() > end) throw new Error(problem);
}

export function round(ms) {
  return Math.round(ms * 10) / 10;
}

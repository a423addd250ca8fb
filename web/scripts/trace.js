// What a page's main thread did, by the browser's own trace.
const categories = ['toplevel', 'devtools.timeline', 'blink.user_timing', '__metadata'];

/** Records for as long as `until` takes. `at` turns a time of the page into one of the trace. */
export async function trace(page, until) {
  const events = [];
  const done = new Promise(resolve => {
    const leave = page.hear((method, params) => {
      if (method === 'Tracing.dataCollected') events.push(...params.value);
      if (method === 'Tracing.tracingComplete') resolve(leave());
    });
  });
  await page.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories: categories } });
  await page.run(`performance.mark('begin')`);
  await until();
  await page.send('Tracing.end');
  await done;
  const mark = events.find(({ name, cat }) => name === 'begin' && cat.includes('user_timing'));
  const main = events.filter(({ ph, pid, tid }) => ph === 'X' && pid === mark.pid && tid === mark.tid);
  const tasks = main.filter(({ name }) => name.endsWith('RunTask'));
  const offset = mark.ts / 1_000 - mark.args.data.startTime;
  return { main, tasks, at: time => (time + offset) * 1_000 };
}

/** Tasks of at least a millisecond. */
export const longTasks = ({ main, tasks }) =>
  tasks.filter(({ dur }) => dur >= 1_000).map(task => ({ wall: task.dur / 1_000, own: (task.tdur ?? task.dur) / 1_000, holds: insideOf(main, task) }));

/** How much of a stretch of time the page's own work takes: by the clock, and of a processor. */
export function workIn({ main, tasks, at }, from, to) {
  const [start, end] = [at(from), at(to)];
  const inside = tasks.filter(({ ts, dur }) => ts < end && ts + dur > start);
  const share = ({ ts, dur }) => (Math.min(end, ts + dur) - Math.max(start, ts)) / Math.max(1, dur);
  const sum = time => inside.reduce((all, task) => all + time(task) * share(task), 0) / 1_000;
  const longest = inside.toSorted((a, b) => b.dur - a.dur)[0];
  return { wall: sum(({ dur }) => dur), own: sum(({ dur, tdur }) => tdur ?? dur), holds: longest ? insideOf(main, longest, 0) : '' };
}

/** What a task was busy with, by the names that the browser gives. */
function insideOf(events, task, least = 20_000) {
  if (task.dur < least) return '';
  const inside = events.filter(({ ts, dur, name }) => ts >= task.ts && ts + dur <= task.ts + task.dur && !name.endsWith('RunTask') && dur > 2_000);
  return inside.map(({ name, dur, tdur, args }) => `${name}${args?.data?.type ? `(${args.data.type})` : ''} ${Math.round(dur / 100) / 10}${tdur === undefined ? '' : `/${Math.round(tdur / 100) / 10}`}`).join(', ');
}

/** Processor time by the browser's own names, without what is told apart below it. */
export function kindsOf({ main }) {
  const timed = main.filter(({ tdur }) => tdur !== undefined).toSorted((a, b) => a.ts - b.ts || b.dur - a.dur);
  const sums = new Map();
  const open = [];
  const add = (name, time) => sums.set(name, (sums.get(name) ?? 0) + time / 1_000);
  for (const event of timed) {
    while (open.length > 0 && event.ts >= open.at(-1).ts + open.at(-1).dur) open.pop();
    if (open.length > 0) add(open.at(-1).name, -event.tdur);
    add(event.name, event.tdur);
    open.push(event);
  }
  return [...sums].toSorted((a, b) => b[1] - a[1]).slice(0, 14).map(([name, ms]) => `${Math.round(ms)} ms of ${name}`);
}

export function hottest({ nodes, samples, timeDeltas }) {
  const byId = new Map(nodes.map(node => [node.id, node]));
  const sums = new Map();
  samples.forEach((id, at) => {
    const { functionName, url, lineNumber, columnNumber } = byId.get(id).callFrame;
    const name = `${functionName || '(anonymous)'} ${url.split('/').at(-1)}:${lineNumber + 1}:${columnNumber}`;
    sums.set(name, (sums.get(name) ?? 0) + timeDeltas[at] / 1_000);
  });
  return [...sums].toSorted((a, b) => b[1] - a[1]).slice(0, 40).map(([name, ms]) => `${Math.round(ms)} ms ${name}`);
}

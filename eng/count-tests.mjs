// Adds up what ./test left in its results folder: <name>.check, *.trx of the .NET tests, vitest.json.
// A project without results, or one whose tests passed while its run failed (a host that died), counts as one failure.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
const files = readdirSync(folder);
const read = (name) => readFileSync(join(folder, name), 'utf8');
const passedCheck = (name) => read(`${name}.check`).trim() === 'passed';
const died = { failed: 1, note: 'ended early' };

function check(name) {
  const passed = passedCheck(name);
  return { name, passed: Number(passed), failed: Number(!passed), skipped: 0 };
}

function webTests() {
  if (!files.includes('vitest.json')) return { name: 'web', passed: 0, skipped: 0, ...died };
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(read('vitest.json'));
  const result = { name: 'web', passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests };
  return passedCheck('web-tests') || result.failed > 0 ? result : { ...result, ...died };
}

function dotnetTests(name) {
  const trx = files.filter((file) => file.endsWith('.trx')).map(read)
    .find((text) => text.toLowerCase().includes(`/${name.toLowerCase()}.dll"`));
  if (trx === undefined) return { name, passed: 0, skipped: 0, ...died, note: 'no results' };

  const count = (key) => Number(trx.match(new RegExp(`<Counters [^>]*\\b${key}="(\\d+)"`))?.[1] ?? 0);
  const failed = count('failed') + count('error') + count('timeout') + count('aborted');
  const result = { name, passed: count('passed'), failed, skipped: count('total') - count('executed') };
  const whole = /<ResultSummary outcome="Completed"/.test(trx) || failed > 0;
  return whole ? result : { ...result, ...died };
}

const unescaped = (text) =>
  text.replace(/&#x([0-9A-F]+);/gi, (_, code) => String.fromCodePoint(parseInt(code, 16)))
    .replace(/&(lt|gt|quot|apos|amp);/g, (_, name) => ({ lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' })[name]);

const firstLines = (text) => text.split('\n').filter(Boolean).slice(0, 12).map((line) => line.slice(0, 300));

// What each failed test said, in its first lines: enough to see the fault where only the output of a run is at hand.
function failures(trx) {
  return [...trx.matchAll(/<UnitTestResult [^>]*testName="([^"]*)"[^>]*outcome="Failed"[\s\S]*?<\/UnitTestResult>/g)].map(([result, name]) => {
    const said = result.match(/<Message>([\s\S]*?)<\/Message>/)?.[1] ?? '';
    const place = result.match(/<StackTrace>[\s\S]*?( in [^<\n]*:line \d+)/)?.[1] ?? '';
    return { name: unescaped(name), message: [...firstLines(unescaped(said)), place.trim()] };
  });
}

function webFailures() {
  if (!files.includes('vitest.json')) return [];
  return JSON.parse(read('vitest.json')).testResults
    .flatMap(({ name, message, assertionResults: tests }) => [
      ...(message ? [{ name, message: firstLines(message) }] : []),
      ...tests.filter((test) => test.status === 'failed').map((test) => ({ name: `${name}: ${test.fullName}`, message: firstLines(test.failureMessages.join('\n')) })),
    ]);
}

const checks = files.filter((name) => name.endsWith('.check') && name !== 'web-tests.check').map((name) => check(name.replace('.check', '')));
const projects = readdirSync('tests').filter((name) => existsSync(`tests/${name}/${name}.csproj`) && name.endsWith('.Tests'));
const results = [...checks, webTests(), ...projects.map(dotnetTests)];

const width = Math.max(...results.map((result) => result.name.length));
for (const { name, passed, failed, skipped, note } of results) {
  const extra = [skipped > 0 ? `${skipped} skipped` : '', note ?? ''].filter(Boolean).join(', ');
  console.log(`  ${failed > 0 ? 'FAILED' : 'ok    '} ${name.padEnd(width)} ${String(passed).padStart(5)} passed, ${failed} failed${extra && `  (${extra})`}`);
}

for (const { name, message } of [...webFailures(), ...files.filter((file) => file.endsWith('.trx')).flatMap((file) => failures(read(file)))]) {
  console.log(`  ${name}\n    ${message.join('\n    ')}`);
}

const sum = (key) => results.reduce((total, result) => total + result[key], 0);
if (sum('skipped') > 0) console.log(`${sum('skipped')} skipped`);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') === 0 && sum('passed') > 0 ? 0 : 1;

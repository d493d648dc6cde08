import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { relative } from 'node:path';
import { main, say, step } from './console.js';
import { installMachineParts } from './machine-parts.js';
import { inRoot, root } from './paths.js';
import { setUp } from './setup.js';

const output = inRoot('test-output');
const vitestReport = (part) => inRoot('test-output', `vitest-${part}.json`);
const playwrightReport = inRoot('test-output', 'playwright.json');
const tool = (path) => inRoot('node_modules', path);

/** A box is started some thousand times: each of its threads would compile the same files anew. */
const env = { ...process.env, NODE_COMPILE_CACHE: inRoot('.cache', 'compile') };

/** Runs a tool with its output shown; true when it was content. */
function runs(node, args) {
  return new Promise((resolve) => {
    const child = spawn(node, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('exit', (code) => resolve(code === 0));
  });
}

/**
 * What did not pass, once more at the end: a log is read from there. Why a test was skipped is in the title
 * of its group (test/support/parts.ts).
 */
function tellOfVitest(report) {
  const files = readJson(report).testResults;
  for (const { name, status, message, assertionResults } of files) {
    if (status === 'failed' && message !== '') say(`failed: ${relative(root, name)}: ${message}`);
    for (const test of assertionResults) {
      if (test.status === 'failed') say(`failed: ${test.fullName}\n${test.failureMessages.join('\n')}`);
      if (test.status === 'skipped' || test.status === 'pending') say(`skipped: ${test.fullName}`);
    }
  }
}

function tellOfPlaywright(suites) {
  for (const { title, specs = [], suites: inner = [] } of suites) {
    for (const spec of specs)
      for (const { status, annotations, results } of spec.tests) {
        if (status === 'skipped') say(`skipped: ${title} ${spec.title} (${annotations[0]?.description})`);
        if (status === 'unexpected' || status === 'flaky')
          say(
            `failed: ${title} ${spec.title}\n${results.flatMap(({ errors }) => errors.map(({ message }) => message)).join('\n')}`,
          );
      }
    tellOfPlaywright(inner);
  }
}

/** A report that is missing or empty is a failed run, not an empty one. */
function countVitest(report) {
  tellOfVitest(report);
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, success } = readJson(report);
  const failed = numFailedTests + (success || numFailedTests > 0 ? 0 : 1);
  return { passed: numPassedTests, failed, skipped: numPendingTests + numTodoTests };
}

function countPlaywright() {
  const { stats, errors, suites } = readJson(playwrightReport);
  tellOfPlaywright(suites);
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length, skipped: stats.skipped };
}

function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

function counted(count, content) {
  try {
    const sum = count();
    if (sum.passed + sum.failed === 0) return { ...sum, failed: 1 };
    return content || sum.failed > 0 ? sum : { ...sum, failed: 1 };
  } catch (error) {
    say(`A suite left no report: ${error.message}`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

const one = (content) => ({ passed: content ? 1 : 0, failed: content ? 0 : 1, skipped: 0 });

await main(async () => {
  const lacking = await installMachineParts();
  for (const line of lacking) say(`not to be had: ${line}`);
  const node = await setUp();
  rmSync(output, { recursive: true, force: true });
  mkdirSync(output, { recursive: true });

  // Every screen of the kiosk, for the tests to look at.
  await step('Building the gallery', node, [tool('vite/bin/vite.js'), 'build', '--mode', 'gallery'], { cwd: root });
  const types = await runs(node, [tool('typescript/bin/tsc'), '-b']);
  say(`types: ${types ? 'right' : 'wrong'}`);
  const lint = await runs(node, [tool('@biomejs/biome/bin/biome'), 'check']);
  const vitest = async (part, ...args) => {
    const reports = ['--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport(part)}`];
    const content = await runs(node, [tool('vitest/vitest.mjs'), 'run', ...args, ...reports]);
    return counted(() => countVitest(vitestReport(part)), content);
  };
  // Two lanes for two cores: beside what can go with others goes what cannot, and then the browser.
  const alone = vitest('alone', '--project=one-at-a-time');
  const browser = alone.then(async () => {
    const content = await runs(node, [tool('@playwright/test/cli.js'), 'test']);
    return counted(countPlaywright, content);
  });
  const sums = [one(types), one(lint)];
  // Files that share a process leave something in it; none has to hold them all.
  for (const shard of ['1', '2', '3'])
    sums.push(await vitest(shard, '--project=parallel', '--maxWorkers=1', `--shard=${shard}/3`));
  sums.push(await alone, await browser);
  const total = (key) => sums.reduce((sum, each) => sum + each[key], 0);
  const failed = total('failed') + (process.env.CI === 'true' ? lacking.length : 0);
  say(`${total('passed')} passed, ${failed} failed, ${total('skipped')} skipped`);
  process.exit(failed === 0 ? 0 : 1);
});

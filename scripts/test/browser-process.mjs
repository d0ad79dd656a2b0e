// Runs the browser tests named on the command line with the widget's configuration, our reporter and a tally.
import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startTestRunner } from '@web/test-runner';
import { root } from '../build/workspace.mjs';
import { TALLY_FILE } from './tally.mjs';

const tally = { passed: 0, failed: 0, skipped: 0, failedFiles: [] };

const reporter = {
  reportTestFileResults({ sessionsForTestFile, testFile }) {
    for (const session of sessionsForTestFile) {
      const file = relative(root, testFile);
      const before = tally.passed + tally.failed + tally.skipped;
      for (const error of session.errors) fail(file, 'could not run', error);
      if (session.testResults) countSuite(session.testResults, file, []);
      const counted = tally.passed + tally.failed + tally.skipped - before;
      if (counted === 0) fail(file, 'holds no test', undefined);
      if (session.passed === false) printPage(session);
    }
  },
};

function countSuite(suite, file, names) {
  for (const test of suite.tests) {
    if (test.skipped) tally.skipped += 1;
    else if (test.passed) tally.passed += 1;
    else fail(file, [...names, test.name].join(' > '), test.error);
  }
  for (const inner of suite.suites) countSuite(inner, file, [...names, inner.name]);
}

function fail(file, name, error) {
  tally.failed += 1;
  if (!tally.failedFiles.includes(file)) tally.failedFiles.push(file);
  console.log(`\nFAILED ${file} "${name}"`);
  if (!error) return;
  console.log(`  ${error.name ?? 'Error'}: ${error.message}\n  ${error.stack ?? ''}`);
  if (error.expected !== undefined) console.log(`  expected ${error.expected}\n  actual   ${error.actual}`);
}

function printPage(session) {
  for (const line of session.logs.slice(0, 50)) console.log('  console:', ...line);
  for (const path of session.request404s.slice(0, 20)) console.log(`  not found: ${path}`);
}

const configFile = pathToFileURL(join(root, 'widget', 'web-test-runner.config.mjs'));
const { default: config } = await import(configFile);
const runner = await startTestRunner({
  config: {
    ...config,
    rootDir: root,
    files: process.argv.slice(2),
    groups: [],
    reporters: [reporter],
    watch: false,
    staticLogging: true,
  },
  readCliArgs: false,
  readFileConfig: false,
  autoExitProcess: false,
});
runner.on('stopped', (passed) => {
  writeFileSync(process.env[TALLY_FILE] ?? '/dev/null', JSON.stringify(tally));
  process.exit(passed ? 0 : 1);
});

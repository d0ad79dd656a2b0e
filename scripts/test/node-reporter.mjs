// A reporter for `node --test`: says nothing about what passes, everything about what fails, and keeps a tally.
import { writeFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { inspect } from 'node:util';
import { TALLY_FILE } from './tally.mjs';

const MAX_OUTPUT_CHARS = 8_000;
/** What takes long is named: CI's time is short. */
const SLOW_MS = 15_000;

export default async function* report(events) {
  const tally = { passed: 0, failed: 0, skipped: 0, failedFiles: [], files: [] };
  const outputs = new Map();
  const spentMs = new Map();
  for await (const { type, data } of events) {
    if (type === 'test:stdout' || type === 'test:stderr') {
      outputs.set(data.file, ((outputs.get(data.file) ?? '') + data.message).slice(-MAX_OUTPUT_CHARS));
    } else if (type === 'test:pass' || type === 'test:fail') {
      if (data.nesting === 0 && data.file)
        spentMs.set(data.file, (spentMs.get(data.file) ?? 0) + (data.details?.duration_ms ?? 0));
      const verdict = judge(type, data);
      if (verdict) tally[verdict] += 1;
      if (verdict !== 'failed') continue;
      if (data.file && !tally.failedFiles.includes(data.file)) tally.failedFiles.push(data.file);
      yield describeFailure(data, outputs.get(data.file));
    }
  }
  const slow = [...spentMs].filter(([, ms]) => ms >= SLOW_MS).sort(([, one], [, other]) => other - one);
  for (const [file, ms] of slow) yield `  ${(ms / 1000).toFixed(0)} s in ${relative(process.cwd(), file)}\n`;
  tally.files = [...spentMs.keys()];
  if (process.env[TALLY_FILE]) writeFileSync(process.env[TALLY_FILE], JSON.stringify(tally));
}

/** @returns {'passed' | 'failed' | 'skipped' | undefined} undefined: only a summary of others */
function judge(type, data) {
  if (data.details?.type === 'suite') return type === 'test:fail' && !isSummary(data) ? 'failed' : undefined;
  if (isWholeFile(data)) return 'failed'; // a file is only reported when it crashed, or holds no test
  if (data.skip !== undefined || data.todo !== undefined) return 'skipped';
  if (type === 'test:pass') return 'passed';
  return isSummary(data) ? undefined : 'failed';
}

function isSummary(data) {
  return data.details?.error?.failureType === 'subtestsFailed';
}

function isWholeFile(data) {
  return data.nesting === 0 && data.file !== undefined && resolve(data.name) === resolve(data.file);
}

function describeFailure(data, output = '') {
  const file = relative(process.cwd(), data.file ?? '');
  const error = data.details?.error;
  if (isWholeFile(data)) {
    const reason = error ? describe(error) : 'holds no test';
    return `\nFAILED ${file}: ${reason}\n${indent(output)}`;
  }
  return `\nFAILED ${file}:${data.line ?? 0} "${data.name}"\n${indent(describe(error?.cause ?? error))}\n`;
}

function describe(error) {
  if (error?.failureType === 'testTimeoutFailure') return 'did not end in time (is something left open?)';
  return error instanceof Error ? inspect(error, { depth: 4 }) : String(error);
}

function indent(text) {
  return text.replace(/^(?=.)/gm, '  ');
}

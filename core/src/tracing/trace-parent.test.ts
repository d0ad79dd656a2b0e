import assert from 'node:assert/strict';
import { test } from 'node:test';
import { saneTraceParent, traceFields } from './trace-parent.js';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const SPAN = '00f067aa0ba902b7';

test('takes a trace context as the W3C has it, and none that could break a log line or a header', () => {
  for (const sane of [
    `00-${TRACE}-${SPAN}-01`,
    `00-${TRACE}-${SPAN}-00`,
    `cc-${TRACE}-${SPAN}-01-what-comes`,
  ])
    assert.equal(saneTraceParent(sane), sane);
  for (const strange of [
    undefined,
    [`00-${TRACE}-${SPAN}-01`],
    '',
    `00-${TRACE.toUpperCase()}-${SPAN}-01`,
    `00-${'0'.repeat(32)}-${SPAN}-01`,
    `00-${TRACE}-${'0'.repeat(16)}-01`,
    `ff-${TRACE}-${SPAN}-01`,
    `00-${TRACE}-${SPAN}-01-more`,
    `cc-${TRACE}-${SPAN}-01-${'a'.repeat(201)}`,
    `00-${TRACE}-${SPAN}-01\r\nx: y`,
  ])
    assert.equal(saneTraceParent(strange), undefined, String(strange));
});

test('names the trace in the log', () => {
  assert.deepEqual(traceFields(`00-${TRACE}-${SPAN}-01`), { trace_id: TRACE });
  assert.deepEqual(traceFields(null), {});
});

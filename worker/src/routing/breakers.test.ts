import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createBreakers } from './breakers.js';

function ground() {
  let now = 1_000_000;
  const breakers = createBreakers({
    failures: 3,
    windowMs: 60_000,
    openMs: 10_000,
    maxOpenMs: 30_000,
    now: () => now,
  });
  return {
    breakers,
    pass: (ms: number) => {
      now += ms;
    },
    fail: (count: number) => {
      for (let i = 0; i < count; i++) breakers.ask('fal')?.failed();
    },
  };
}

test('opens after so many failures in the window, for that provider alone', () => {
  const { breakers, fail } = ground();
  fail(2);
  assert.equal(breakers.state('fal'), 'closed');
  fail(1);
  assert.equal(breakers.state('fal'), 'open');
  assert.equal(breakers.ask('fal'), undefined);
  assert.equal(breakers.waitMs('fal'), 10_000);
  assert.ok(breakers.ask('fashn'));
  assert.equal(breakers.waitMs('fashn'), 0);
});

test('failures that lie further apart than the window do not add up', () => {
  const { breakers, fail, pass } = ground();
  fail(2);
  pass(60_001);
  fail(2);
  assert.equal(breakers.state('fal'), 'closed');
});

test('a few failures among many successes are no outage', () => {
  const { breakers, fail } = ground();
  for (let i = 0; i < 20; i++) breakers.ask('fal')?.succeeded();
  fail(10);
  assert.equal(breakers.state('fal'), 'closed');
  fail(10);
  assert.equal(breakers.state('fal'), 'open');
});

test('half-open lets one try-on through, and closes when that succeeds', () => {
  const { breakers, fail, pass } = ground();
  fail(3);
  pass(10_000);
  assert.equal(breakers.state('fal'), 'half_open');
  const probe = breakers.ask('fal');
  assert.ok(probe);
  assert.equal(breakers.ask('fal'), undefined);
  assert.ok(breakers.waitMs('fal') > 0);
  probe.succeeded();
  assert.equal(breakers.state('fal'), 'closed');
  fail(2);
  assert.equal(breakers.state('fal'), 'closed', 'what failed before is forgotten');
});

test('a probe that fails opens it for twice as long, up to the limit', () => {
  const { breakers, fail, pass } = ground();
  fail(3);
  for (const expectedMs of [20_000, 30_000, 30_000]) {
    pass(breakers.waitMs('fal'));
    breakers.ask('fal')?.failed();
    assert.equal(breakers.waitMs('fal'), expectedMs);
  }
});

test('a probe that finds nothing out gives its place to the next', () => {
  const { breakers, fail, pass } = ground();
  fail(3);
  pass(10_000);
  breakers.ask('fal')?.nothing();
  assert.ok(breakers.ask('fal'));
});

test('one failure that says enough opens it at once', () => {
  const { breakers } = ground();
  breakers.ask('fal')?.failed(25_000);
  assert.equal(breakers.state('fal'), 'open');
  assert.equal(breakers.waitMs('fal'), 25_000);
});

test('one without room is left alone for as long as it said, and its circuit stays closed', () => {
  const { breakers, pass } = ground();
  for (let i = 0; i < 5; i++) {
    const asked = breakers.ask('fal');
    assert.ok(asked);
    asked.busy(2_000);
    assert.equal(breakers.ask('fal'), undefined);
    assert.equal(breakers.waitMs('fal'), 2_000);
    assert.equal(breakers.state('fal'), 'closed');
    pass(2_000);
  }
  assert.equal(breakers.waitMs('fal'), 0);
});

test('after a pause one try-on goes first, and the others when it was taken', () => {
  const { breakers, pass } = ground();
  const before = breakers.ask('fal');
  breakers.ask('fal')?.busy(2_000);
  before?.taken();
  pass(2_000);
  const first = breakers.ask('fal');
  assert.ok(first);
  assert.equal(breakers.ask('fal'), undefined);
  assert.equal(breakers.state('fal'), 'closed');
  assert.ok(breakers.waitMs('fal') > 0);
  first.taken();
  const others = [breakers.ask('fal'), breakers.ask('fal'), breakers.ask('fal')];
  assert.ok(others.every((asked) => asked !== undefined));
  assert.equal(breakers.waitMs('fal'), 0);
});

test('the next one goes first when the one before it was not taken', () => {
  const { breakers, pass } = ground();
  breakers.ask('fal')?.busy(2_000);
  pass(2_000);
  breakers.ask('fal')?.busy(3_000);
  assert.equal(breakers.waitMs('fal'), 3_000);
  pass(3_000);
  breakers.ask('fal')?.nothing();
  breakers.ask('fal')?.failed();
  const first = breakers.ask('fal');
  assert.ok(first);
  assert.equal(breakers.ask('fal'), undefined);
  // How its run ends must not give away the place of one that goes first after the next pause.
  first.taken();
  breakers.ask('fal')?.busy(1_000);
  pass(1_000);
  const second = breakers.ask('fal');
  first.succeeded();
  assert.ok(second);
  assert.equal(breakers.ask('fal'), undefined);
});

test('after an outage a try-on that was taken lets nobody else through before its run has ended', () => {
  const { breakers, fail, pass } = ground();
  fail(3);
  pass(10_000);
  const probe = breakers.ask('fal');
  probe?.taken();
  assert.equal(breakers.ask('fal'), undefined);
  probe?.succeeded();
  assert.ok(breakers.ask('fal'));
});

test('only the first word on an attempt counts', () => {
  const { breakers } = ground();
  const asked = breakers.ask('fal');
  for (let i = 0; i < 5; i++) asked?.failed();
  assert.equal(breakers.state('fal'), 'closed');
});

test('runs bought before it opened neither close it nor keep it open', () => {
  const { breakers, fail } = ground();
  const before = [breakers.follow('fal'), breakers.follow('fal')];
  fail(3);
  before[0]?.succeeded();
  before[1]?.failed();
  assert.equal(breakers.state('fal'), 'open');
  assert.equal(breakers.waitMs('fal'), 10_000);
});

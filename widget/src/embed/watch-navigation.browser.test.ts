import { expect } from '@open-wc/testing';
import { watchNavigation } from './watch-navigation.js';

describe('watchNavigation', () => {
  const here = location.href;
  let stop: AbortController;
  let calls: number;
  const watch = () => watchNavigation(() => calls++, stop.signal);

  beforeEach(() => {
    stop = new AbortController();
    calls = 0;
  });
  afterEach(() => {
    stop.abort();
    Reflect.deleteProperty(window, 'navigation');
    history.replaceState(null, '', here);
  });

  it('hears of a new address by the Navigation API, and leaves the history alone', () => {
    const { pushState } = history;
    watch();
    expect(history.pushState).to.equal(pushState);
    history.replaceState(null, '', '?page=2');
    expect(calls).to.equal(1);
    stop.abort();
    history.replaceState(null, '', '?page=3');
    expect(calls).to.equal(1);
  });

  it('watches the history where there is no such API, and gives it back', () => {
    Object.defineProperty(window, 'navigation', { configurable: true, value: undefined });
    const { pushState, replaceState } = history;
    watch();
    history.replaceState({ kept: true }, '', '?page=2');
    expect(calls).to.equal(1);
    expect(history.state).to.deep.equal({ kept: true });
    stop.abort();
    expect(history.pushState).to.equal(pushState);
    expect(history.replaceState).to.equal(replaceState);
  });

  it('leaves what others have put over the history’s methods where it is', () => {
    Object.defineProperty(window, 'navigation', { configurable: true, value: undefined });
    const original = history.replaceState;
    watch();
    const ours = history.replaceState;
    const theirs: typeof original = (...args) => ours.apply(history, args);
    history.replaceState = theirs;
    stop.abort();
    expect(history.replaceState).to.equal(theirs);
    history.replaceState(null, '', '?page=2');
    expect(calls).to.equal(0);
    history.replaceState = original;
  });

  it('hears of Turbo, and of a page that comes back from the back-forward cache', () => {
    watch();
    document.dispatchEvent(new Event('turbo:load'));
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: false }));
    expect(calls).to.equal(2);
  });
});

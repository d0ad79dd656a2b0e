import type { Point } from './view.js';

/** What fingers, mouse and wheel ask of a picture; points are in CSS pixels of its frame. */
export interface GestureHandlers {
  /** Whether one finger moves the picture (it is zoomed) or the divider. */
  readonly isZoomed: () => boolean;
  /** Whether a point is on the divider's handle, which is moved even when the picture is zoomed. */
  readonly isHandle: (at: Point) => boolean;
  slideTo(at: Point): void;
  panBy(by: Point): void;
  zoomAt(factor: number, at: Point): void;
  tap(at: Point): void;
  doubleTap(at: Point): void;
  /** The last finger is off. */
  end(): void;
}

/** How far a pointer strays and still is a tap, in CSS pixels. */
const SLOP = 6;
const DOUBLE_TAP_MS = 300;
const DOUBLE_TAP_DISTANCE = 28;
const WHEEL_LINE = 16;
const WHEEL_SPEED = 0.008;

type Act = 'undecided' | 'slide' | 'pan' | 'pinch' | 'spent';

/**
 * Reads slides, pans, pinches and taps from a frame: one finger slides, two zoom, and one pans once zoomed. With
 * `touch-action: pan-y` on the frame the browser keeps scrolling by one finger to itself.
 *
 * @returns what ends the listening
 */
export function readGestures(frame: HTMLElement, handlers: GestureHandlers): () => void {
  const fingers = new Map<number, Point>();
  let act: Act = 'undecided';
  let start: Point = { x: 0, y: 0 };
  let lastTap: (Point & { readonly atMs: number }) | undefined;

  const pointOf = ({ clientX, clientY }: MouseEvent): Point => {
    const { left, top } = frame.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  };

  const down = (event: PointerEvent) => {
    if (event.button !== 0 || (event.target as Element).closest('button')) return;
    // Touch is captured by itself; a mouse would be lost at the frame's edge.
    if (event.pointerType === 'mouse') frame.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, pointOf(event));
    if (fingers.size === 1) {
      start = pointOf(event);
      act = 'undecided';
    } else act = 'pinch';
  };

  const move = (event: PointerEvent) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const now = pointOf(event);
    if (act === 'pinch') pinch(event.pointerId, before, now);
    else if (act !== 'spent') drag(before, now, event.pointerType === 'touch');
    fingers.set(event.pointerId, now);
  };

  const drag = (before: Point, now: Point, isTouch: boolean) => {
    if (act === 'undecided') {
      if (distance(start, now) <= SLOP) return;
      const isUpright = Math.abs(now.y - start.y) > Math.abs(now.x - start.x);
      if (isTouch && isUpright && !handlers.isZoomed()) {
        // The page is being scrolled; the browser is about to take the finger over.
        act = 'spent';
        return;
      }
      act = handlers.isZoomed() && !handlers.isHandle(start) ? 'pan' : 'slide';
    }
    if (act === 'slide') handlers.slideTo(now);
    else handlers.panBy(minus(now, before));
  };

  const pinch = (moved: number, before: Point, now: Point) => {
    const other = [...fingers].find(([id]) => id !== moved)?.[1];
    if (!other) return;
    const wasApart = distance(before, other);
    // About the old middle, which then goes along with the fingers.
    if (wasApart > 0) handlers.zoomAt(distance(now, other) / wasApart, middle(before, other));
    handlers.panBy(minus(middle(now, other), middle(before, other)));
  };

  const up = (event: PointerEvent) => {
    if (!fingers.delete(event.pointerId)) return;
    if (fingers.size > 0) {
      // The finger that stays may pan, but must not fling the divider to where it happens to be.
      act = handlers.isZoomed() ? 'pan' : 'spent';
      return;
    }
    if (act === 'undecided' && event.type === 'pointerup') tapped(pointOf(event), event.timeStamp);
    handlers.end();
  };

  const tapped = (at: Point, atMs: number) => {
    const isSecond =
      lastTap && atMs - lastTap.atMs < DOUBLE_TAP_MS && distance(lastTap, at) < DOUBLE_TAP_DISTANCE;
    lastTap = isSecond ? undefined : { ...at, atMs };
    if (isSecond) handlers.doubleTap(at);
    else handlers.tap(at);
  };

  const wheel = (event: WheelEvent) => {
    // A trackpad's pinch comes as a wheel with ctrl. Without it the page scrolls.
    if (!event.ctrlKey) return;
    event.preventDefault();
    const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * WHEEL_LINE : event.deltaY;
    handlers.zoomAt(Math.exp(-pixels * WHEEL_SPEED), pointOf(event));
    handlers.end();
  };

  const touch = (event: TouchEvent) => {
    // Else the browser would scroll or zoom the page with the same fingers.
    if (event.cancelable && (event.touches.length > 1 || handlers.isZoomed())) event.preventDefault();
  };

  const listening = new AbortController();
  const { signal } = listening;
  frame.addEventListener('pointerdown', down, { signal });
  frame.addEventListener('pointermove', move, { signal });
  frame.addEventListener('pointerup', up, { signal });
  frame.addEventListener('pointercancel', up, { signal });
  frame.addEventListener('wheel', wheel, { signal, passive: false });
  frame.addEventListener('touchmove', touch, { signal, passive: false });
  return () => listening.abort();
}

const minus = (a: Point, b: Point): Point => ({ x: a.x - b.x, y: a.y - b.y });
const middle = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);

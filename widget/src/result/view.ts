/** How a picture lies in its frame: its scale, and where its upper left corner is, in CSS pixels of the frame. */
export interface PictureView {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The whole picture. */
export const WHOLE: PictureView = { scale: 1, x: 0, y: 0 };
export const MAX_SCALE = 5;

/** Below this a zoom is a slip of the fingers, and the whole picture is shown. */
const LEAST_SCALE = 1.04;

/** Scales about a point of the frame, which stays where it is. */
export function zoomAt(view: PictureView, factor: number, at: Point, frame: Size): PictureView {
  const scale = Math.min(MAX_SCALE, Math.max(1, view.scale * factor));
  const grown = scale / view.scale;
  return keepInside({ scale, x: at.x - (at.x - view.x) * grown, y: at.y - (at.y - view.y) * grown }, frame);
}

export function panBy(view: PictureView, by: Point, frame: Size): PictureView {
  return keepInside({ scale: view.scale, x: view.x + by.x, y: view.y + by.y }, frame);
}

/** The view to rest in once the fingers are off. */
export const settle = (view: PictureView): PictureView => (view.scale < LEAST_SCALE ? WHOLE : view);

/** No edge of the picture comes inside the frame. */
function keepInside({ scale, x, y }: PictureView, frame: Size): PictureView {
  const least = { x: frame.width * (1 - scale), y: frame.height * (1 - scale) };
  return { scale, x: within(least.x, x), y: within(least.y, y) };
}

// `+ 0` turns the -0 of a whole picture into 0.
const within = (least: number, value: number): number => Math.min(0, Math.max(least, value)) + 0;

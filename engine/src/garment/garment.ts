import type { Plane, Point, Raster } from '../pixels/raster.js';

export type GarmentSource = 'flat-lay' | 'model';

/** A cuff's two ends: `outer` continues the shoulder side, `inner` the armpit side. */
export interface Cuff {
  readonly outer: Point;
  readonly inner: Point;
}

/** Landmarks of one side of a top, in garment pixels. `cuff` is undefined on a sleeveless garment. */
export interface TopSide {
  /** Where the neckline meets the shoulder seam. */
  readonly neck: Point;
  /** The tip of the shoulder, where a sleeve begins. */
  readonly shoulder: Point;
  readonly armpit: Point;
  readonly hem: Point;
  readonly cuff?: Cuff;
}

/** Landmarks of a top. Sides are as seen in the picture: `left` is the picture's left. */
export interface TopLandmarks {
  readonly left: TopSide;
  readonly right: TopSide;
  /** The lowest point of the front neckline. */
  readonly neckFront: Point;
  readonly sleeves: 'none' | 'short' | 'long';
  readonly hood: boolean;
}

/** A top or a dress cut out of its picture, ready to be warped on to a body. */
export interface TopGarment {
  /** A dress or an overall is a top whose hem lies far below the hips. */
  readonly category: 'tops' | 'one-pieces';
  readonly source: GarmentSource;
  /** Garment picture, long side at most 1000 px, true colours bled outwards past the edge so that nothing fringes. */
  readonly picture: Raster;
  /** 1 inside the garment, soft at its edge; same size as `picture`. */
  readonly alpha: Plane;
  readonly landmarks: TopLandmarks;
  /** 1 where the inside of the back (or of the hood) shows through the neck opening; worn, it lies behind the neck. */
  readonly backCollar?: Plane;
}

/** A garment's two edges at one height, as seen in the picture. */
export interface Rung {
  readonly left: Point;
  readonly right: Point;
}

export type BottomShape = 'trousers' | 'shorts' | 'skirt';

/** Trousers, shorts or a skirt cut out of their picture, measured rung by rung in garment pixels. */
export interface BottomGarment {
  readonly category: 'bottoms';
  readonly source: GarmentSource;
  /** As a top's. */
  readonly picture: Raster;
  readonly alpha: Plane;
  readonly shape: BottomShape;
  /** Its wearer's legs are covered down to the shoes, so anybody's are; undefined when nobody wears it. */
  readonly toShoes?: boolean;
  /** From the waist to the crotch, or to the hem of a skirt. */
  readonly body: readonly Rung[];
  /** The legs on the picture's left and right, from the crotch (which they share) to the hem; none on a skirt. */
  readonly legs?: readonly [readonly Rung[], readonly Rung[]];
}

export type Garment = TopGarment | BottomGarment;

import { need } from './need.js';

/** A piece of the shop as the playground's page brings it along. */
export interface Piece {
  readonly slug: string;
  readonly title: string;
  readonly hour: string;
  readonly price: string;
  readonly file: string;
  readonly small: string;
  readonly width: number;
  readonly height: number;
  readonly alt: string;
  /** The picture's whole address. */
  readonly image: string;
}

/** Puts another piece on the bench. */
export function showPiece(page: ParentNode, piece: Piece): void {
  need(page, '[data-stage-title]').textContent = piece.title;
  need(page, '[data-stage-hour]').textContent = piece.hour;
  need(page, '[data-stage-price]').textContent = piece.price;
  need(page, '.tile').className = `tile sky-${piece.hour.slice(0, 2)}`;
  const picture = need<HTMLImageElement>(page, '[data-stage-picture] img');
  picture.srcset = `${piece.small} 384w, ${piece.file} ${piece.width}w`;
  picture.src = piece.file;
  picture.width = piece.width;
  picture.height = piece.height;
  picture.alt = piece.alt;
}

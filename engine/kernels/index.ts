export { boxMean } from './box-mean';
export { explainShares } from './explain';
export { createGuide, explainGuide, guidedCoefficients } from './guided-filter';
export { dilate } from './morphology';
export { downColumns } from './resample';

/** Where the memory that is the caller's to lay out begins. */
export function heapBase(): usize {
  return __heap_base;
}

/**
 * How a picture came about, in the words of the IPTC's vocabulary "Digital Source Type"
 * (http://cv.iptc.org/newscodes/digitalsourcetype/, as of 2024-09). It stands in the file's XMP and in `result_hashes`.
 */
export const DIGITAL_SOURCE_TYPES = {
  /** A remote provider's: a generative model painted parts of a photo anew. */
  generated: 'http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia',
  /** The preview engine's: photo and garment put together by a fixed procedure; nothing in it is generated. */
  composed: 'http://cv.iptc.org/newscodes/digitalsourcetype/composite',
} as const;

export type DigitalSourceType = (typeof DIGITAL_SOURCE_TYPES)[keyof typeof DIGITAL_SOURCE_TYPES];

/** What is remembered of a result so that it can be told for ours. */
export interface ResultMark {
  /** Hex, of the file as it is stored and served. */
  readonly sha256: string;
  readonly digitalSourceType: DigitalSourceType;
}

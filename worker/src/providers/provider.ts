import type {
  Category,
  FoundCategory,
  GarmentPhotoType,
  Mode,
  ModerationLevel,
  OutputFormat,
  TryonErrorCode,
  TryonWarning,
} from '@tryon/core/tryons/tryon';
import type { Part } from '../results/small-picture.js';

/** One of the two pictures that a try-on begins with. */
export interface InputPicture {
  /** The stored file: JPEG, PNG or WebP, upright, sRGB. */
  bytes(): Promise<Uint8Array>;
  /** A link to it for somebody outside, which expires. Only where the storage can be reached from outside. */
  url(): Promise<string>;
}

/** What is asked of a provider, in the field's words. */
export interface ProviderRequest {
  readonly tryonId: string;
  /** Of the request that created the try-on; it is sent on, and so is its trace. */
  readonly requestId: string;
  /** The W3C trace context, if the request had one. */
  readonly traceParent: string | null;
  readonly person: InputPicture;
  readonly garment: InputPicture;
  readonly category: Category;
  readonly mode: Mode;
  readonly garmentPhotoType: GarmentPhotoType;
  readonly moderationLevel: ModerationLevel;
  readonly outputFormat: OutputFormat;
  readonly numSamples: number;
  /** 0 to 2^32 - 1. */
  readonly seed: number;
}

export interface ProviderPicture {
  readonly bytes: Uint8Array;
}

export interface ProviderResult {
  readonly pictures: readonly ProviderPicture[];
  /** What it took the garment for; null where the provider was left to guess and does not tell. */
  readonly category: FoundCategory | null;
  /** Null as above. */
  readonly garmentPhotoType: Exclude<GarmentPhotoType, 'auto'> | null;
  readonly warnings: readonly TryonWarning[];
  /** Where the photo's face is, if the provider knows; the result guard compares it with what lies there now. */
  readonly face?: Part | undefined;
}

export type ProviderStage = 'preparing' | 'generating' | 'finishing';

export interface ProviderRunContext {
  /** Stops the work; the provider rejects with the signal's reason. */
  readonly signal: AbortSignal;
  readonly onProgress: (stage: ProviderStage, percent: number) => void;
}

/** Makes the picture here, on our own cores. What it began is lost with its process, and costs nothing. */
export interface LocalProvider {
  readonly kind: 'local';
  readonly name: string;
  /** @throws ProviderFailure when there will be no picture; anything else counts as transient and is tried again. */
  generate(request: ProviderRequest, run: ProviderRunContext): Promise<ProviderResult>;
}

/** What a remote provider can do, and for what. */
export interface ProviderCapabilities {
  readonly categories: readonly FoundCategory[];
  /** Takes the category `auto`. */
  readonly guessesCategory: boolean;
  readonly modes: readonly Mode[];
  /** Pictures of one run. */
  readonly maxSamples: number;
  /** How long a run usually takes from submit to result; the first question comes then. */
  readonly expectedMs: Readonly<Record<Mode, number>>;
  /** Millionths of a US dollar a picture. */
  readonly priceMicros: Readonly<Record<Mode, number>>;
}

/** What is stored of a bought run: enough for any worker to go on with it. */
export interface StartedRun {
  /** The provider's own id of the run. */
  readonly requestId: string;
  /** What else the provider needs to find it again, such as addresses that it gave. */
  readonly handle?: Readonly<Record<string, string>>;
}

/** How far a remote run is. */
export type RemoteState =
  | {
      readonly status: 'running';
      readonly stage?: ProviderStage;
      /** 0 to 99. */
      readonly percent?: number;
      /** Runs before it in the provider's own queue. */
      readonly queuePosition?: number;
      /** When the provider wants to be asked again. */
      readonly pollAfterMs?: number;
    }
  | {
      readonly status: 'completed';
      readonly result: ProviderResult;
      /** What the provider says that it cost, in millionths of a US dollar; else the price of its pictures is taken. */
      readonly costMicros?: number;
    };

/** Whether a run is over that nobody follows any more; `unknown` when the provider does not say any more. */
export type SettledRun =
  | { readonly status: 'running' | 'unknown' }
  | { readonly status: 'ended'; readonly costMicros: number };

export interface StartOptions {
  /** Where the provider may tell that the run has ended; left out where nobody outside can reach us. */
  readonly callbackUrl?: string;
}

/** A webhook of a provider as it came, believed by nobody yet. */
export interface ProviderCallback {
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
}

/** Makes the picture on somebody else's machines, for money. Each call has a timeout of its own. */
export interface RemoteProvider {
  readonly kind: 'remote';
  readonly name: string;
  readonly capabilities: ProviderCapabilities;
  /** After this long a submit has been answered or never will be. */
  readonly submitTimeoutMs: number;
  /**
   * What `start` asks of the two pictures. It is loaded before the run is opened, so that a slow storage takes nothing
   * of the submit's time; nothing is if left out.
   */
  readonly inputs?: 'url' | 'bytes';
  /**
   * Buys one run. Never tries twice by itself, and cannot be stopped: breaking a submit off would not take it back. It
   * asks for the pictures before it sends anything, and lets what they throw pass.
   *
   * @throws SubmitRefused, ProviderFailure or {@link InputUnavailable} when surely nothing was bought; anything else
   *   means that nobody knows, and it is never sent again.
   */
  start(request: ProviderRequest, options: StartOptions): Promise<StartedRun>;
  /**
   * Asks once for a run; when it is completed, with its pictures fetched.
   * @throws ProviderFailure when there will be no picture; anything else is transient, and is asked again.
   */
  resume(run: StartedRun, request: ProviderRequest, signal: AbortSignal): Promise<RemoteState>;
  /** Stops a run, and says what became of it. Left out where the provider knows no cancel. */
  cancel?(run: StartedRun, signal: AbortSignal): Promise<'stopped' | 'may_finish' | 'finished'>;
  /**
   * Asks once what a run has cost that nobody follows any more, without its pictures. Left out where a run that was told to
   * stop goes on counting with what it may have cost.
   */
  settled?(run: StartedRun, signal: AbortSignal): Promise<SettledRun>;
  /** Has the provider erase its copies. Left out where it cannot be asked. */
  erase?(run: StartedRun, signal: AbortSignal): Promise<void>;
  /**
   * Whether a webhook really is the provider's, and about which run; undefined when it is not. What it says of the run is
   * never believed: it only makes us ask.
   */
  readCallback?(
    callback: ProviderCallback,
    signal: AbortSignal,
  ): Promise<{ readonly requestId: string } | undefined>;
}

/** Makes the picture. No model's name is part of it. */
export type TryOnProvider = LocalProvider | RemoteProvider;

/**
 * Whose it is to do something about a failure: `try_again` - nobody's, it was the provider's bad moment; `photo` - the
 * shopper's, with another photo; `garment` - the merchant's, whose picture it is; `ours` - our key, balance or bug.
 */
export type Blame = 'try_again' | 'photo' | 'garment' | 'ours';

export interface ProviderFailureOptions {
  readonly cause?: unknown;
  /** By the code if left out; `ours` for codes that say nothing of the pictures. */
  readonly blame?: Blame;
  /** The provider may still be at it, so it is to be told to stop; false by default. */
  readonly runGoesOn?: boolean;
  /** What the provider takes though there is no picture, in millionths of a US dollar; 0 by default. */
  readonly costMicros?: number;
}

/** There will be no picture of this run. Where the blame is `try_again`, another run may make one. */
export class ProviderFailure extends Error {
  readonly code: TryonErrorCode;
  readonly blame: Blame;
  readonly runGoesOn: boolean;
  readonly costMicros: number;

  constructor(code: TryonErrorCode, message: string, options: ProviderFailureOptions = {}) {
    super(message, options);
    this.name = 'ProviderFailure';
    this.code = code;
    this.blame = options.blame ?? BLAME_OF[code] ?? 'ours';
    this.runGoesOn = options.runGoesOn ?? false;
    this.costMicros = options.costMicros ?? 0;
  }
}

const BLAME_OF: Readonly<Partial<Record<TryonErrorCode, Blame>>> = {
  no_person: 'photo',
  person_occluded: 'photo',
  legs_not_visible: 'photo',
  garment_not_found: 'garment',
  garment_occluded: 'garment',
  unsupported_category: 'garment',
  content_moderated: 'photo',
};

/**
 * Why a provider said no: `busy` - too many runs; `down` - it does not work, and says that it did nothing, or was never
 * reached; `credits` - our balance is used up; `auth` - it does not take our key.
 */
export type RefusalReason = 'busy' | 'down' | 'credits' | 'auth';

/** The provider took nothing, and nothing was bought: another may be asked, or this one later. */
export class SubmitRefused extends Error {
  readonly reason: RefusalReason;

  constructor(
    message: string,
    /** When to try again; the provider's word if it gave one. */
    readonly retryAfterMs: number,
    /** `reason` is `busy` by default. */
    options: { readonly cause?: unknown; readonly reason?: RefusalReason } = {},
  ) {
    super(message, options);
    this.name = 'SubmitRefused';
    this.reason = options.reason ?? 'busy';
  }
}

/** Our own storage or database did not give a picture: nothing was sent to anybody. */
export class InputUnavailable extends Error {
  constructor(cause: unknown) {
    super('A picture could not be loaded', { cause });
    this.name = 'InputUnavailable';
  }
}

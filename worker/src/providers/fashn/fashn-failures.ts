import { textField } from '../http/ask.js';
import {
  BAD_GARMENT,
  BAD_PHOTO,
  failureOf,
  MODERATED_GARMENT,
  MODERATED_PHOTO,
  NO_GARMENT,
  NO_PERSON,
  OURS,
  TRY_AGAIN,
  type Verdict,
} from '../http/run-failure.js';
import type { ProviderFailure } from '../provider.js';

/** Which picture a message is about, by the names that FASHN's own inputs have. */
type About = 'garment' | 'person' | undefined;

/** What a failed run says in `error.name`: an open set. */
const RUN_ERRORS: Readonly<Record<string, (about: About) => Verdict>> = {
  ImageLoadError: (about) => (about === 'garment' ? BAD_GARMENT : BAD_PHOTO),
  // Its moderation looks at the garment unless it says otherwise.
  ContentModerationError: (about) => (about === 'person' ? MODERATED_PHOTO : MODERATED_GARMENT),
  // A worn garment needs a pose, too.
  PoseError: (about) => (about === 'garment' ? NO_GARMENT : NO_PERSON),
  LoRALoadError: () => OURS,
  InputValidationError: (about) =>
    about === 'garment' ? BAD_GARMENT : about === 'person' ? BAD_PHOTO : OURS,
  PipelineError: () => TRY_AGAIN,
  ThirdPartyError: () => TRY_AGAIN,
  '3rdPartyProviderError': () => TRY_AGAIN,
  UnavailableError: () => TRY_AGAIN,
  InternalServerError: () => TRY_AGAIN,
};

/** @param error - As the status has it: `{ name, message }`. */
export function fashnFailure(error: unknown, costMicros: number): ProviderFailure {
  const name = textField(error, 'name');
  // A name that nobody knows yet is nobody's fault that we know of; it costs nothing to try once more.
  const judge = RUN_ERRORS[name ?? ''] ?? (() => TRY_AGAIN);
  return failureOf(judge(aboutOf(textField(error, 'message') ?? '')), 'FASHN', name, { costMicros });
}

function aboutOf(message: string): About {
  if (/garment|product/i.test(message)) return 'garment';
  return /model[ _]image|person|human/i.test(message) ? 'person' : undefined;
}

import { asksForPrivacy } from '../../analytics/visitor.js';
import type { Inspection } from '../../product/find-product.js';
import type { TryonWidgetElement } from '../../tryon-widget.js';
import type { EmbedOptions, OptionFault } from '../options.js';
import type { Facts, Violation } from './diagnose.js';
import { TryonDoctorElement } from './tryon-doctor.js';

/** What the embed tells the doctor. */
export interface Patient {
  readonly options: Partial<EmbedOptions>;
  readonly faults: readonly OptionFault[];
  /** Undefined where the page gave no key, so that there is none. */
  readonly widget: TryonWidgetElement | undefined;
  readonly inspect: (() => Promise<Inspection>) | undefined;
}

const MAX_VIOLATIONS = 20;

/** Puts the doctor's panel on the page; where there is one, it stays the only one. */
export function callDoctor(patient: Patient): TryonDoctorElement {
  if (!customElements.get('tryon-doctor')) customElements.define('tryon-doctor', TryonDoctorElement);
  const present = document.querySelector('tryon-doctor');
  if (present) return present;
  const violations: SecurityPolicyViolationEvent[] = [...earlierViolations()];
  const onViolation = (event: SecurityPolicyViolationEvent) => {
    if (violations.length < MAX_VIOLATIONS) violations.push(event);
  };
  document.addEventListener('securitypolicyviolation', onViolation);
  const doctor = document.createElement('tryon-doctor');
  doctor.read = async () => factsOf(patient, violations);
  document.body.append(doctor);
  return doctor;
}

interface LoaderApi {
  readonly copies?: number;
  /** What the loader has heard before the rest was there. */
  readonly violations?: readonly SecurityPolicyViolationEvent[];
}

const loader = (): LoaderApi | undefined => (window as unknown as { TryOn?: LoaderApi }).TryOn;
const earlierViolations = () => loader()?.violations ?? [];

async function factsOf(
  { options, faults, widget, inspect }: Patient,
  violations: readonly SecurityPolicyViolationEvent[],
): Promise<Facts> {
  const { apiBase = '' } = options;
  const trigger = widget?.shadowRoot?.querySelector('[part~="trigger"]')?.getBoundingClientRect();
  return {
    origin: location.origin,
    apiBase,
    hasKey: options.key !== undefined,
    copies: loader()?.copies ?? 1,
    faults,
    violations: oursAmong(violations, apiBase),
    inspection: await inspect?.(),
    blockedBy: widget?.blockedBy,
    isConnected: widget?.state !== undefined,
    isWithheld: widget?.isWithheld ?? false,
    layout: widget?.layout ?? 'floating',
    button: trigger && { width: Math.round(trigger.width), height: Math.round(trigger.height) },
    asksForPrivacy: asksForPrivacy(),
  };
}

/** Only what has to do with the service, each once. */
function oursAmong(violations: readonly SecurityPolicyViolationEvent[], apiBase: string): Violation[] {
  const own = new Map<string, Violation>();
  for (const { effectiveDirective: directive, blockedURI: blocked, sourceFile } of violations) {
    const isOurs = [blocked, sourceFile].some((address) => address && apiBase && address.startsWith(apiBase));
    if (isOurs) own.set(`${directive} ${blocked}`, { directive, blocked });
  }
  return [...own.values()];
}

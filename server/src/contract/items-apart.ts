import type { FieldError } from '@tryon/core/errors';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import { assertValid, faultsOf } from './validators.js';

/** One item of a list that is judged by itself, and what is wrong with it. */
export interface RefusedItem {
  readonly index: number;
  readonly fault: FieldError;
}

export interface JudgedBody {
  /** As it came, without the refused items. */
  readonly body: unknown;
  readonly refused: readonly RefusedItem[];
}

/**
 * Judges a body whose list `name` holds things that have nothing to do with each other (`x-items-apart` in the contract):
 * what is wrong with one of them refuses that one alone.
 *
 * @throws DomainError `validation_failed` when anything else about the body is wrong.
 */
export function judgeItemsApart(
  validate: ValidateFunction | undefined,
  value: unknown,
  name: string,
): JudgedBody {
  const refused = new Map<number, FieldError>();
  const inItem = new RegExp(`^#/${name}/(\\d+)(?:/|$)`);
  for (const fault of faultsOf(validate, value, '#', Number.POSITIVE_INFINITY)) {
    const index = inItem.exec(fault.pointer)?.[1];
    // Something else is wrong, and refuses it all.
    if (index === undefined) assertValid(validate, value);
    else if (!refused.has(Number(index))) refused.set(Number(index), fault);
  }
  if (refused.size === 0) return { body: value, refused: [] };
  const whole = value as Readonly<Record<string, unknown>>;
  const items = whole[name] as readonly unknown[];
  return {
    body: { ...whole, [name]: items.filter((_, index) => !refused.has(index)) },
    refused: [...refused].map(([index, fault]) => ({ index, fault })).sort((a, b) => a.index - b.index),
  };
}

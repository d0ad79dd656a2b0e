import { DomainError, type FieldError } from '@tryon/core/errors';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormatsModule, { type FormatsPlugin } from 'ajv-formats';
import type { ContractDocument, Json } from './document.js';
import { unstorableText } from './storable-text.js';

// The package is CommonJS: under NodeNext its default export is the module.
const addFormats = addFormatsModule as unknown as FormatsPlugin;
const MAX_ERRORS = 20;
const YEAR_1_MS = Date.parse('0001-01-01T00:00:00Z');

/** Compiles schemas of the contract. JSON bodies are taken as they are; parameters and form fields are coerced. */
export interface Validators {
  /** By JSON pointer into the contract. */
  body(pointer: string): ValidateFunction;
  form(pointer: string): ValidateFunction;
  answer(pointer: string): ValidateFunction;
  parameters(parameters: readonly Json[], where: 'path' | 'query' | 'header'): ValidateFunction | undefined;
}

export function createValidators(document: ContractDocument): Validators {
  const make = (coerceTypes: false | 'array') => {
    const ajv = new Ajv2020({
      strict: false,
      coerceTypes,
      useDefaults: true,
      allErrors: true,
      verbose: true,
    });
    addFormats(ajv);
    ajv.addFormat('binary', true);
    const known = ajv.formats['date-time'] as { readonly validate: (text: string) => boolean };
    // RFC 3339 knows a leap second and a year 0; neither a JavaScript date nor PostgreSQL does.
    ajv.addFormat('date-time', {
      validate: (text: string) => known.validate(text) && Date.parse(text) >= YEAR_1_MS,
    });
    ajv.addSchema({ ...document.root, $id: 'contract' });
    return ajv;
  };
  const strict = make(false);
  const lenient = make('array');
  const at = (ajv: Ajv2020, pointer: string) => ajv.compile({ $ref: `contract#${pointer}` });
  return {
    body: (pointer) => at(strict, pointer),
    form: (pointer) => at(lenient, pointer),
    answer: (pointer) => at(strict, pointer),
    parameters(parameters, where) {
      const mine = parameters.filter((parameter) => parameter['in'] === where);
      if (mine.length === 0) return undefined;
      const nameOf = (parameter: Json) =>
        where === 'header' ? String(parameter['name']).toLowerCase() : String(parameter['name']);
      const absolute = (schema: Json): Json =>
        typeof schema['$ref'] === 'string' ? { ...schema, $ref: `contract${schema['$ref']}` } : schema;
      return lenient.compile({
        type: 'object',
        // Unknown headers are everyone's own business; an unknown query parameter is a mistake worth telling.
        additionalProperties: where === 'header',
        properties: Object.fromEntries(
          mine.map((parameter) => [nameOf(parameter), absolute(parameter['schema'] as Json)]),
        ),
        required: mine.filter((parameter) => parameter['required'] === true).map(nameOf),
      });
    },
  };
}

/** Throws `validation_failed`, each fault with its place, unless the value is what the schema asks. */
export function assertValid(validate: ValidateFunction | undefined, value: unknown, place = '#'): void {
  const errors = faultsOf(validate, value, place, MAX_ERRORS);
  const first = errors[0];
  if (!first) return;
  throw new DomainError(
    'validation_failed',
    `${first.pointer.replace(/^#\/?/, '') || 'The body'} ${first.detail}.`,
    { errors },
  );
}

/** What is wrong with a value, be it against the schema or only nothing that could be kept. */
export function faultsOf(
  validate: ValidateFunction | undefined,
  value: unknown,
  place: string,
  limit: number,
): FieldError[] {
  if (!validate) return [];
  const faults = validate(value) ? [] : (validate.errors ?? []);
  return [...faults.map((error) => fieldError(error, place)), ...unstorableText(value, place)].slice(
    0,
    limit,
  );
}

function fieldError(error: ErrorObject, place: string): FieldError {
  const params = error.params as Record<string, unknown>;
  const under = (name: unknown) => `${place}${error.instancePath}/${String(name).slice(0, 100)}`;
  switch (error.keyword) {
    case 'required':
      return { pointer: under(params['missingProperty']), detail: 'is missing' };
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return {
        pointer: under(params['additionalProperty'] ?? params['unevaluatedProperty']),
        detail: 'is not a known property',
      };
    case 'enum':
      return {
        pointer: place + error.instancePath,
        detail: `must be one of ${(params['allowedValues'] as unknown[]).join(', ')}`,
      };
    case 'pattern':
      return { pointer: place + error.instancePath, detail: formOf(error.parentSchema) };
    default:
      return { pointer: place + error.instancePath, detail: error.message ?? 'is not valid' };
  }
}

/** What a text must look like: in the contract's own words (`x-form`), or by its example. */
function formOf(schema: Json | undefined): string {
  const words = schema?.['x-form'];
  if (typeof words === 'string') return `must be ${words}`;
  const [example] = Array.isArray(schema?.['examples']) ? schema['examples'] : [];
  return typeof example === 'string' ? `must look like ${example}` : 'does not have the right form';
}

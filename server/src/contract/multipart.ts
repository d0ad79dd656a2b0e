import { DomainError } from '@tryon/core/errors';
import type { FastifyRequest } from 'fastify';
import { MAX_UPLOAD_BYTES } from '../images/image-limits.js';
import type { UploadedFile } from './handlers.js';

/** What stands in a field whose value is a file, while the fields are validated. */
export const FILE_PLACEHOLDER = '(file)';

export interface FormInput {
  readonly fields: Record<string, unknown>;
  readonly files: Record<string, UploadedFile>;
}

const LIMITS = {
  fileSize: MAX_UPLOAD_BYTES,
  files: 2,
  fields: 30,
  fieldSize: 64 * 1024,
  fieldNameSize: 100,
  parts: 32,
  headerPairs: 50,
};

/** Fields that hold JSON, since a form knows only text. */
const JSON_FIELDS = new Set(['metadata', 'consent']);

/**
 * Reads a form whole, within limits.
 * @throws DomainError `image_too_large`, `malformed_request`, `validation_failed` (a field twice).
 */
export async function readForm(request: FastifyRequest): Promise<FormInput> {
  const fields: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  const files: Record<string, UploadedFile> = Object.create(null) as Record<string, UploadedFile>;
  for await (const part of request.parts({ limits: LIMITS })) {
    const name = part.fieldname;
    if (name in fields) {
      throw new DomainError('validation_failed', `The field ${name} is there twice.`, {
        errors: [{ pointer: `#/${name}`, detail: 'is there twice' }],
      });
    }
    if (part.type === 'file') {
      files[name] = { bytes: await part.toBuffer() };
      fields[name] = FILE_PLACEHOLDER;
    } else {
      fields[name] = JSON_FIELDS.has(name) ? parseJson(name, String(part.value)) : part.value;
    }
  }
  return { fields, files };
}

function parseJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new DomainError('validation_failed', `The field ${name} must hold JSON.`, {
      cause,
      errors: [{ pointer: `#/${name}`, detail: 'must be JSON' }],
    });
  }
}

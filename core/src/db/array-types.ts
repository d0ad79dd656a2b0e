import type { Sql } from 'postgres';
import { parse } from 'postgres-array';

/**
 * PostgreSQL's object ids of types and of the arrays of them; they are built in and the same everywhere (`pg_type.dat`).
 * bool, bigint, int, json, text, real, double precision, varchar, date, timestamptz, jsonb, uuid.
 */
const ARRAYS_OF: readonly (readonly [type: number, array: number])[] = [
  [16, 1000],
  [20, 1016],
  [23, 1007],
  [25, 1009],
  [114, 199],
  [700, 1021],
  [701, 1022],
  [1043, 1015],
  [1082, 1182],
  [1184, 1185],
  [2950, 2951],
  [3802, 3807],
];

/**
 * Teaches a pool the arrays of the built-in types.
 *
 * postgres.js would ask each new connection for them (`fetch_types`), and waits for that answer where nobody hears of its
 * failure: a connection that broke just then ended the whole process with an unhandled rejection.
 */
export function teachArrays({ options }: Sql): void {
  const { parsers, serializers } = options;
  for (const [type, array] of ARRAYS_OF) {
    parsers[array] = (text: string) => parse(text, (item) => (parsers[type] ? parsers[type](item) : item));
    serializers[array] = (value: unknown) =>
      Array.isArray(value) ? arrayLiteral(value, (item) => serializers[type]?.(item) ?? item) : value;
  }
}

function arrayLiteral(items: readonly unknown[], serialize: (item: unknown) => unknown): string {
  const literals = items.map((item) => {
    if (Array.isArray(item)) return arrayLiteral(item, serialize);
    if (item === undefined)
      throw new TypeError('an array for PostgreSQL holds undefined; null is null there');
    if (item === null) return 'null';
    return `"${String(serialize(item)).replace(/[\\"]/g, '\\$&')}"`;
  });
  return `{${literals.join(',')}}`;
}

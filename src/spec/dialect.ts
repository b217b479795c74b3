import { InputError } from './input-error.ts';
import { type Dialect, isObj } from './spec-version.ts';

/** The dialect a description says it is written in. Throws InputError for anything that is no OpenAPI description of a known version. */
export function dialectOf(value: unknown, file: string): Dialect {
  if (!isObj(value)) {
    const what = Array.isArray(value) ? 'a list' : value === null ? 'null' : `a ${typeof value}`;
    throw new InputError({ file, message: `is not an OpenAPI document: it is ${what}`, hint: HINT });
  }
  const swagger = Object.hasOwn(value, 'swagger') ? value.swagger : undefined;
  if (swagger === '2.0' || swagger === 2) return '2.0';
  const openapi = Object.hasOwn(value, 'openapi') ? value.openapi : undefined;
  // YAML reads an unquoted 3.0 as the number 3.
  if (openapi === 3) return '3.0';
  // Of an object, even making a text could fail: its members are the description's.
  const text = typeof openapi === 'string' || typeof openapi === 'number' ? String(openapi) : '';
  const found = /^(3\.[012])(?:\.|$)/.exec(text)?.[1];
  if (found === '3.0' || found === '3.1' || found === '3.2') return found;
  if (openapi !== undefined || swagger !== undefined) {
    const key = openapi === undefined ? 'swagger' : 'openapi';
    throw new InputError({
      file,
      message: `has an unknown version, ${key}: ${JSON.stringify(openapi ?? swagger)?.slice(0, 60)}`,
      hint: 'Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2 are understood',
    });
  }
  const keys = Object.keys(value);
  const seen = keys.slice(0, 8).map((key) => (key.length > 40 ? `${key.slice(0, 40)}…` : key));
  throw new InputError({
    file,
    message: `is not an OpenAPI document: it has no "openapi" or "swagger" key, but ${
      keys.length === 0 ? 'nothing' : `${seen.join(', ')}${keys.length > 8 ? ', …' : ''}`
    }`,
    hint: HINT,
  });
}

const HINT = 'give the root file of a description, the one that starts with "openapi: 3…" or "swagger: 2.0"';

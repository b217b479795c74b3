import type { Event } from 'js-yaml';
import { type Pointer, pointerFrom, ROOT } from './json-pointer.ts';

export type Dialect = '2.0' | '3.0' | '3.1' | '3.2';

/** One file of a description, parsed, with its text kept so that places can be shown as line and column. */
export interface SourceFile {
  /** Absolute URL (`file:`, `git:`, `https:`); the key in `SpecVersion.files` and the base of its relative references. */
  readonly url: string;
  /** How a person names it: a path relative to where they are, `REVISION:path`, or the URL. */
  readonly name: string;
  readonly text: string;
  /** JSON only: `text` with escapes for what is not ASCII, where it was read so. Its lines are those of `text`, its columns are not. */
  readonly ascii?: string;
  readonly format: 'json' | 'yaml';
  /** YAML only: what js-yaml read, with the place of each node; kept where the text is not long. */
  readonly events?: readonly Event[];
  readonly value: unknown;
  /** JSON only: members of a name that their object has more than once. The last one counts. */
  readonly repeated?: readonly Pointer[];
}

/** Something that could not be read or judged; the rest still is, and the report says it is a lower bound. */
export interface Unjudged {
  readonly system: string;
  readonly message: string;
  readonly at?: Location;
}

export interface SpecVersion {
  readonly system: string;
  /** The reference as the user gave it. */
  readonly label: string;
  readonly dialect: Dialect;
  /** `info.version`, when it is text. */
  readonly version?: string;
  /** URL of the entry file. */
  readonly entry: string;
  readonly files: ReadonlyMap<string, SourceFile>;
  /** External references that could not be loaded, and names that come twice. Dangling local references are found by whoever follows them. */
  readonly unjudged: readonly Unjudged[];
}

export interface Location {
  readonly file: SourceFile;
  readonly pointer: Pointer;
}

/** A value with its place: the chain to the root is kept and the pointer is built only when somebody asks for it. */
export interface At<T = unknown> {
  readonly value: T;
  readonly file: SourceFile;
  readonly parent: At | undefined;
  readonly token: string | number;
  /** Of a value that was put together: where its members really are. */
  readonly places?: ReadonlyMap<string | number, At>;
}

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
export type Obj = Readonly<Record<string, unknown>>;

export function isObj(value: unknown): value is Obj {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function rootOf(file: SourceFile): At {
  return { value: file.value, file, parent: undefined, token: '' };
}

/** The member or element `token` of a value; undefined when it has none of its own. */
export function child(at: At, token: string | number): At | undefined {
  const { value } = at;
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, token)) return undefined;
  const inner = (value as Record<string | number, unknown>)[token];
  if (inner === undefined) return undefined;
  return at.places?.get(token) ?? { value: inner, file: at.file, parent: at, token };
}

/** The elements of a list; none of what is no list. */
export function elements(list: At | undefined): At[] {
  if (list === undefined || !Array.isArray(list.value)) return [];
  return [...list.value.keys()].flatMap((index) => child(list, index) ?? []);
}

export function pointerOf(at: At): Pointer {
  const tokens: (string | number)[] = [];
  for (let here = at; here.parent !== undefined; here = here.parent) tokens.push(here.token);
  return tokens.length === 0 ? ROOT : pointerFrom(tokens.reverse());
}

export function locationOf(at: At): Location {
  return { file: at.file, pointer: pointerOf(at) };
}

/** The output formats by name. Each is loaded when it is asked for, so that starting up costs nothing for the others. */

import type { Report } from './report.ts';

export interface RenderOptions {
  /** Terminal colours; `text` only. */
  readonly colour: boolean;
  /** List everything; `text` only. */
  readonly verbose: boolean;
  /** Columns; `text` only. */
  readonly width: number;
  /** Characters the result may have; `markdown` only. */
  readonly maxLength?: number;
  /** The folder that names of files start in, from the root of the repository; `github` and `sarif` only. */
  readonly root?: string;
}

/** Pure; the result ends with a newline. */
export type Renderer = (report: Report, options: RenderOptions) => string;

export const formats = {
  text: async () => (await import('./text.ts')).renderText,
  json: async () => (await import('./json.ts')).renderJson,
  markdown: async () => (await import('./markdown.ts')).renderMarkdown,
  github: async () => (await import('./github.ts')).renderGithub,
  sarif: async () => (await import('./sarif.ts')).renderSarif,
  junit: async () => (await import('./junit.ts')).renderJunit,
  html: async () => (await import('./html.ts')).renderHtml,
} satisfies Readonly<Record<string, () => Promise<Renderer>>>;

export type Format = keyof typeof formats;

export const formatNames = Object.keys(formats) as readonly Format[];

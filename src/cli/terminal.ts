/** (edge) What a command may know of the process it runs in. */
import { noOldCommand } from '../report/escape.ts';
import { InputError } from '../spec/input-error.ts';

export interface Terminal {
  readonly cwd: string;
  readonly version: string;
  /** Colour is for people: on a terminal, unless NO_COLOR says no; FORCE_COLOR says yes. */
  readonly colour: boolean;
  /** Columns that text may use: those of the terminal, 80 at most. */
  readonly width: number;
  /** The whole of standard input. */
  readonly stdin: () => Promise<Uint8Array>;
  /** Data to standard output; resolves when it is written, or when nobody reads any more. */
  readonly print: (text: string) => Promise<void>;
  /** Talk to standard error, a line or more. */
  readonly say: (text: string) => void;
  /** What is being done, for somebody who waits at a terminal; an empty text takes it away. */
  readonly progress: (text: string) => void;
  readonly debug: boolean;
  /** In UTC: `2026-11-25`. */
  readonly today: string;
}

const MAX_WIDTH = 80;
const PATIENCE_MS = 1_000;

export function processTerminal(version: string): Terminal {
  const { stdout, stderr, env } = process;
  const progress = stderr.isTTY ? progressLine((text) => stderr.write(text)) : () => undefined;
  return {
    cwd: process.cwd(),
    version,
    colour: wantsColour(env, stdout.isTTY),
    width: Math.max(40, Math.min(stdout.columns ?? MAX_WIDTH, MAX_WIDTH)),
    stdin: readStdin,
    print: (text) => write(stdout, noOldCommand(text)),
    say: (text) => {
      progress('');
      stderr.write(text.endsWith('\n') ? text : `${text}\n`);
    },
    progress,
    debug: (env.GUARD_DEBUG ?? '') !== '',
    today: new Date().toISOString().slice(0, 10),
  };
}

/** Conventions of no-color.org and force-color.org: set and not empty counts; `FORCE_COLOR=0` is a no. */
function wantsColour(env: NodeJS.ProcessEnv, isTerminal: boolean): boolean {
  const forced = env.FORCE_COLOR ?? '';
  if (forced !== '') return forced !== '0' && forced !== 'false';
  if ((env.NO_COLOR ?? '') !== '' || env.TERM === 'dumb') return false;
  return isTerminal;
}

async function readStdin(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => {
      if (error === null || error === undefined || isBrokenPipe(error)) resolve();
      else reject(unwritable(error));
    });
  });
}

/** Why standard output took no more, as when it leads to a file on a full disk. */
export function unwritable(cause: Error): InputError {
  const code = 'code' in cause ? String(cause.code) : cause.message;
  const why = code === 'ENOSPC' || code === 'EDQUOT' ? 'the disk is full' : code;
  return new InputError(
    { message: `standard output cannot be written: ${why}`, hint: 'the report is not whole: look at where it leads' },
    { cause },
  );
}

/** The reader went away (`| head`): no fault of ours, and the exit code still tells the verdict. */
export function isBrokenPipe(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED');
}

/** One line that is written over; only when the work is taking long enough to make somebody wonder. */
function progressLine(write: (text: string) => void): (text: string) => void {
  const start = performance.now();
  let latest = '';
  let shown = false;
  let timer: NodeJS.Timeout | undefined;
  const show = (): void => {
    write(`\r\x1B[2K${latest}`);
    shown = latest !== '';
  };
  return (text) => {
    clearTimeout(timer);
    latest = text;
    const wait = PATIENCE_MS - (performance.now() - start);
    if (text === '') {
      if (shown) show();
    } else if (wait <= 0) show();
    else timer = setTimeout(show, wait).unref();
  };
}

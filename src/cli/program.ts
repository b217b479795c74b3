/** (edge) The command line as yargs reads it: commands, help, and what to say about words it does not know. */
import yargs, { type Argv, type Options } from 'yargs';
import { nearest } from '../spec/nearest.ts';
import { acceptCommand } from './accept.ts';
import { checkCommand } from './check.ts';
import { diffCommand } from './diff.ts';
import { explainCommand } from './explain.ts';
import { usageError } from './failure.ts';
import { fixCommand } from './fix.ts';
import { initCommand } from './init.ts';
import { matrixCommand } from './matrix.ts';
import { rulesCommand } from './rules.ts';
import type { Terminal } from './terminal.ts';
import { type Values, wordsOf } from './values.ts';

/** 0: clean, 1: findings at or above `--fail-on`, 2: could not run (as an error, never as a return value). */
export type ExitCode = 0 | 1;

export interface Command {
  readonly name: string;
  /** The words after its name, as help shows them: `[BEFORE] [AFTER]`. After a last one with `…` there may be more. */
  readonly words: readonly string[];
  readonly summary: string;
  readonly options: Readonly<Record<string, Options>>;
  readonly examples: readonly (readonly [command: string, what: string])[];
  /** `args`: the words after the command's name, for what depends on their order. */
  readonly run: (values: Values, args: readonly string[], terminal: Terminal) => Promise<ExitCode>;
}

const commands: readonly Command[] = [
  diffCommand,
  checkCommand,
  initCommand,
  acceptCommand,
  fixCommand,
  matrixCommand,
  rulesCommand,
  explainCommand,
];

const EXIT_CODES = 'Exit codes: 0 clean, 1 findings at or above --fail-on, 2 could not run.';
const EXIT_CODES_WITHOUT_VERDICT = 'Exit codes: 0 done, 2 could not run.';

/** Runs a command line. Throws InputError for a bad one. */
export async function runProgram(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  let program = yargs()
    .scriptName('guard')
    .usage('guard <command> [options]\n\nTells which mapped fields of your integration an OpenAPI change breaks.')
    .locale('en')
    .parserConfiguration({
      'camel-case-expansion': false,
      'dot-notation': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
    })
    .version(terminal.version)
    .alias('version', 'V')
    .help()
    .alias('help', 'h')
    .wrap(terminal.width)
    .epilogue(EXIT_CODES)
    .exitProcess(false)
    .fail(false)
    .command('$0', false, {}, (values) => refuseWord(values));
  for (const command of commands) {
    program = program.command(
      command.name,
      command.summary,
      (inner: Argv) => describe(inner, command),
      async (values: Values) => {
        refuseUnknown(values, command);
        refuseFlagValues(args, command);
        exitCode = await command.run(values, args, terminal);
      },
    );
  }
  let help = '';
  await program.parseAsync(withDashes(args), (error: unknown, _values: unknown, output: string) => {
    if (error instanceof Error) throw error;
    help = output;
  });
  if (help !== '') await terminal.print(`${help}\n`);
  return exitCode;
}

function describe(program: Argv, command: Command): Argv {
  const described = program
    .usage(`guard ${[command.name, ...command.words].join(' ')} [options]\n\n${command.summary}`)
    .options({ ...command.options })
    .epilogue('fail-on' in command.options ? EXIT_CODES : EXIT_CODES_WITHOUT_VERDICT);
  return command.examples.reduce((inner, [line, what]) => inner.example(line, what), described);
}

/** No command, or a word that is none. */
function refuseWord(values: Values): never {
  const word = values._[0];
  const option = Object.keys(values).find((name) => name !== '_' && name !== '$0');
  if (word === undefined) {
    if (option !== undefined) throw usageError(`no command before ${dashed(option)}`);
    throw usageError('no command given');
  }
  const near = nearest(
    String(word),
    commands.map((command) => command.name),
  );
  throw usageError(`there is no command "${word}"`, near === undefined ? undefined : `did you mean guard ${near}?`);
}

function refuseUnknown(values: Values, command: Command): void {
  const known = new Set(['_', '$0', 'help', 'h', 'version', 'V']);
  for (const [name, option] of Object.entries(command.options)) {
    known.add(name);
    if (typeof option.alias === 'string') known.add(option.alias);
  }
  const help = `guard ${command.name} --help lists the options`;
  // `--no-base` is for yargs a value for `--base`.
  const negated = Object.entries(command.options).find(
    ([name, { type }]) => type !== 'boolean' && [values[name]].flat().includes(false),
  );
  const unknown = negated ? `no-${negated[0]}` : Object.keys(values).find((name) => !known.has(name));
  if (unknown !== undefined) {
    const near = nearest(
      unknown,
      [...known].filter((name) => name.length > 1 && !/[A-Z_$]/.test(name)),
    );
    throw usageError(
      `guard ${command.name} has no option ${dashed(unknown)}`,
      near === undefined ? help : `did you mean ${dashed(near)}?`,
    );
  }
  const isOpen = command.words.at(-1)?.endsWith('…') === true;
  const extra = isOpen ? undefined : wordsOf(values)[command.words.length];
  if (extra === undefined) return;
  const named = known.has('manifest') && command.words.length === 0;
  throw usageError(
    `one word too many: ${extra}`,
    named ? `a manifest is named by its option: guard ${command.name} --manifest ${extra}` : help,
  );
}

/** For yargs any value of a flag but `true` is a no: `--dry-run=yes` would write. */
function refuseFlagValues(args: readonly string[], command: Command): void {
  for (const arg of args) {
    if (arg === '--') return;
    const [, name = '', value] = /^--([^=]+)=(.*)$/s.exec(arg) ?? [];
    if (command.options[name]?.type !== 'boolean' || value === 'true' || value === 'false') continue;
    throw usageError(`--${name} takes no value, and has "${value}"`, `write --${name}, or --no-${name}`);
  }
}

/** For yargs a lone `-` is a word even after an option that wants a value. */
function withDashes(args: readonly string[]): string[] {
  return args.flatMap((arg, index) => {
    if (args[index + 1] === '-' && /^(?:--output|-o)$/.test(arg)) return [`${arg}=-`];
    return arg === '-' && /^(?:--output|-o)$/.test(args[index - 1] ?? '') ? [] : [arg];
  });
}

function dashed(name: string): string {
  return name.length === 1 ? `-${name}` : `--${name}`;
}

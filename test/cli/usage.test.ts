import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { expectRefusal, folderWith, guard, whole } from './command.ts';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
const cwd = folderWith(whole);
const run = (...args: readonly string[]) => guard(args, { cwd });

describe('help and version', () => {
  it.each([['--version'], ['-V'], ['diff', '--version']])('prints the version for %s %s', async (...args) => {
    expect(await run(...args.filter((arg) => arg !== undefined))).toEqual({
      code: 0,
      stdout: `${version}\n`,
      stderr: '',
    });
  });

  it('lists the commands', async () => {
    const { code, stdout, stderr } = await run('--help');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/guard diff +What a change/);
    expect(stdout).toContain('Exit codes: 0 clean, 1 findings at or above --fail-on, 2 could not run.');
  });

  it('lists the options of a command, 80 columns wide', async () => {
    const { code, stdout } = await run('diff', '--help');
    expect(code).toBe(0);
    for (const option of ['manifest', 'base', 'before', 'after', 'before-manifest', 'format', 'output', 'fail-on']) {
      expect(stdout).toContain(`--${option} `);
    }
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('tells the exit codes that a command has', async () => {
    expect((await run('diff', '--help')).stdout).toContain('1 findings at or above --fail-on');
    expect((await run('init', '--help')).stdout).toContain('Exit codes: 0 done, 2 could not run.');
  });
});

describe('a bad command line', () => {
  it.each<[string, readonly string[], RegExp]>([
    ['no command', [], /no command given/],
    ['a misspelled command', ['dif'], /no command "dif"\n {2}hint: did you mean guard diff\?/],
    ['an unknown command', ['frobnicate'], /no command "frobnicate"\n {2}hint: guard --help/],
    ['an option without a command', ['--base', 'x'], /no command before --base/],
    ['a misspelled option', ['diff', '--formt', 'json'], /no option --formt\n {2}hint: did you mean --format\?/],
    [
      'a misspelled option with a value',
      ['diff', '--manfest=guard.yaml'],
      /no option --manfest\n {2}hint: did you mean --manifest\?/,
    ],
    ['an unknown option', ['diff', '--quux'], /no option --quux\n {2}hint: guard diff --help/],
    ['an unknown short option', ['diff', '-z'], /no option -z/],
    ['one version', ['diff', 'specs/crm.json'], /specs\/crm\.json is one version; a comparison needs two/],
    ['three versions', ['diff', 'a', 'b', 'c'], /one word too many: c/],
    ['two versions and a manifest', ['diff', 'a', 'b', '--base', 'main'], /--base does not go with BEFORE AFTER/],
    [
      'an unknown format',
      ['diff', '--format', 'jsn'],
      /--format jsn is none of text, json, markdown, .*\n {2}hint: did you mean --format json\?/,
    ],
    ['an option without its value', ['diff', '--base'], /--base needs a value\n {2}hint: guard diff --help/],
    ['a format without its name', ['diff', '--format'], /--format needs a value\n {2}hint: guard diff --help/],
    ['a flag with a value', ['fix', '--dry-run=yes'], /--dry-run takes no value, and has "yes"/],
    ['no of what is no flag', ['diff', '--no-base'], /guard diff has no option --no-base/],
    ['an empty version', ['diff', '', 'specs/crm.json'], /error: an empty text names no version\n/],
    ["another machine's file", ['diff', 'file://there/a.yaml', 'specs/crm.json'], /names no file on this machine/],
    [
      'a host that is an address',
      ['diff', '--allow-host', 'https://schemas.example.com/a'],
      /is no host\n {2}hint: write --allow-host schemas\.example\.com: /,
    ],
    [
      'a host that is a pattern',
      ['init', 'specs/crm.json', 'specs/erp.json', '--allow-host', '*.example.com'],
      /\*\.example\.com is no host\n {2}hint: write --allow-host example\.com: /,
    ],
    ['an option given twice', ['diff', '--base', 'a', '--base', 'b'], /--base is given 2 times/],
    ['an unknown level', ['diff', '--fail-on', 'warn'], /--fail-on warn is none of error, warning, info, never/],
    [
      'a version of no system',
      ['diff', '--before', 'old.yaml'],
      /--before old\.yaml is not of the form SYSTEM=REF\n {2}hint: .*: --before crm=old\.yaml or --before erp=old\.yaml\n$/,
    ],
    ['a version of no system, in a check', ['check', '--after', 'a'], /hint: .*: --after crm=a or --after erp=a\n$/],
    ['a system without a version', ['diff', '--before', 'crm='], /--before crm= is not of the form SYSTEM=REF/],
    ['two versions of a system', ['diff', '--before', 'crm=a', 'crm=b'], /--before names crm twice/],
    [
      'a version of an unknown system',
      ['diff', '--before', 'cmr=a'],
      /guard\.yaml: has no system "cmr" \(--before\)\n {2}hint: did you mean crm\?/,
    ],
    [
      'two formats to standard output',
      ['diff', '-f', 'json', '-f', 'markdown'],
      /json and markdown cannot both go to standard output/,
    ],
    [
      'two formats to one file',
      ['diff', '-f', 'json', '-o', 'x', '-f', 'markdown', '-o', 'x'],
      /json and markdown cannot both go to x/,
    ],
    ['an output too many', ['diff', '-f', 'json', '-o', 'x', '-o', 'y'], /--output y has no --format/],
    ['standard input for two', ['diff', '-', '-'], /standard input \(-\) can be read once only/],
    [
      'an unknown limit',
      ['diff', '--limit', 'deepth=3'],
      /--limit deepth is none of .*depth.*\n {2}hint: did you mean --limit depth\?/,
    ],
    [
      'a limit that is no number',
      ['diff', '--limit', 'files=0'],
      /--limit files=0: 0 is not a whole number from 1 on\n {2}hint: the default is --limit files=2000/,
    ],
    ['a limit beyond what can be', ['diff', '--limit', 'depth=5000'], /5000 is not a whole number from 1 to 1000/],
    ['a limit no timer can count', ['diff', '--limit', 'fetchMs=9999999999'], /from 1 to 2147483647/],
  ])('%s is refused', async (_, args, message) => {
    expectRefusal(await run(...args), message);
  });
});

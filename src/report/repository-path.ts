/** Places of a report as files of the repository: what GitHub can show beside the code. */

/**
 * The path of a report's file from the root of the repository; undefined for what is no file of the working tree (a URL, `REVISION:path`,
 * standard input, a place outside). `root`: the folder that the report's names start in, from the repository's root; empty for the root itself.
 */
export function repositoryPath(file: string, root: string): string | undefined {
  if (file.startsWith('/') || file.includes(':') || file === 'stdin' || file === '') return undefined;
  const steps: string[] = [];
  for (const step of `${root}/${file}`.split(/[\\/]/)) {
    if (step === '' || step === '.') continue;
    if (step !== '..') steps.push(step);
    else if (steps.pop() === undefined) return undefined;
  }
  return steps.join('/');
}

/** Milliseconds this process has computed: what a test may bound where other work waits for the same machine. */
export function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

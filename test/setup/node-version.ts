/** With `npm ci --ignore-scripts` the pinned Node is not installed, and the tests would run on whatever is on PATH. */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 19)) {
  throw new Error(
    `the tests need Node.js 22.19 or newer, not ${process.versions.node}: run npm ci without --ignore-scripts`,
  );
}

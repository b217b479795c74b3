/** What holds for every report, whatever it is about. Each function throws with the law that is broken. */
import { formatNames, formats } from '../../src/report/formats.ts';
import type { Report } from '../../src/report/report.ts';
import { invisibleIn } from '../report/samples.ts';

function hold(law: string, holds: boolean, detail: () => string): void {
  if (!holds) throw new Error(`${law}: ${detail().slice(0, 2_000)}`);
}

const OPTIONS = { colour: false, verbose: true, width: 80 };

/** In every format: ends with a line break, has no hidden character, and is well-formed. */
export async function rendersSafely(report: Report): Promise<void> {
  hold(
    'a report survives JSON',
    JSON.stringify(JSON.parse(JSON.stringify(report))) === JSON.stringify(report),
    () => '',
  );
  for (const name of formatNames) {
    const render = await formats[name]();
    const text = render(report, OPTIONS);
    hold(`${name}: the same twice`, render(report, OPTIONS) === text, () => text);
    hold(`${name}: ends with a line break`, text.endsWith('\n'), () => text.slice(-200));
    const hidden = invisibleIn(text);
    hold(`${name}: no hidden character`, hidden.length === 0, () => JSON.stringify(hidden));
    if (name === 'json' || name === 'sarif') JSON.parse(text);
    if (name === 'html') isInert(text);
    if (name === 'junit') isXml(text);
    if (name === 'github') isCommands(text);
    if (name === 'markdown') {
      hold('markdown: one comment of ours at most', (text.match(/<!--/g) ?? []).length <= 1, () => text);
      hold('markdown: no foreign tag', !/^\s*<(?:script|img|iframe)/im.test(withoutCode(text)), () => text);
    }
    if (name !== 'github') hold(`${name}: no workflow command`, !/^\s*::[a-z-]+[ :]/m.test(text), () => text);
  }
}

function isInert(html: string): void {
  hold('html: one script', (html.match(/<script\b/gi) ?? []).length <= 1, () => html);
  const tags = html.replace(/<script>[\s\S]*?<\/script>|<style>[\s\S]*?<\/style>/g, '').match(/<[a-z][^>]*>/gi) ?? [];
  const odd = tags.filter((tag) =>
    /\son[a-z]+\s*=|javascript:|<(?:iframe|object|embed|img)\b/i.test(tag.replace(/"[^"]*"/g, '""')),
  );
  hold('html: no handler', odd.length === 0, () => odd.join('\n'));
}

/** Every `<` begins a tag whose attributes are quoted, tags nest, and `&` begins one of the entities. */
function isXml(xml: string): void {
  const open: string[] = [];
  const rest = xml.replace(
    /<\?xml[^>]*\?>|<(\/?)([a-z-]+)((?:\s+[a-z-]+="[^"<]*")*)\s*(\/?)>/g,
    (_, close, tag, __, empty) => {
      if (close === '/') hold('junit: tags nest', open.pop() === tag, () => tag);
      else if (tag !== undefined && empty !== '/') open.push(tag);
      return '';
    },
  );
  hold('junit: well-formed', open.length === 0 && !rest.includes('<'), () =>
    rest.slice(Math.max(0, rest.indexOf('<') - 100)),
  );
  hold('junit: entities', !/&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-f]+);)/i.test(xml), () => xml);
}

function isCommands(text: string): void {
  const odd = text
    .trimEnd()
    .split('\n')
    .filter((line) => !/^::(?:error|warning|notice) [^:]*::/.test(line));
  hold('github: every line is a command of ours', odd.length === 0, () => odd.join('\n'));
}

/** Markdown without its code: fenced blocks, then spans of any number of backticks. */
function withoutCode(markdown: string): string {
  return markdown.replace(/^(`{3,})[^`\n]*\n[\s\S]*?^\1`*$/gm, '').replace(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, '');
}

/** Of findings: each place is in a version, each fingerprint is one finding's. */
export function isConsistent(report: Report): void {
  const seen = new Set<string>();
  for (const finding of report.findings) {
    hold('a fingerprint is one finding', !seen.has(finding.fingerprint), () => `${finding.rule}: ${finding.message}`);
    seen.add(finding.fingerprint);
    for (const place of [finding.at, finding.was]) {
      if (place !== undefined)
        hold('a place has a line', place.line >= 1 && place.column >= 1, () => JSON.stringify(place));
    }
  }
  const worst = report.counts.error > 0 ? 'breaking' : undefined;
  hold('errors and the verdict agree', worst === undefined || String(report.verdict) !== 'clean', () => report.verdict);
}

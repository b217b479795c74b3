/**
 * Style and script of the HTML report. They stand in the page itself, so that it works offline; its content security policy allows exactly
 * these two by their hashes (a test computes them anew), and nothing else.
 */

import type { PagePart } from './html-page.ts';

const STYLE = `
:root{color-scheme:light dark;--fg:#1f2328;--dim:#59636e;--bg:#fff;--card:#fff;--line:#d1d9e0;--soft:#f6f8fa;--bad:#cf222e;--warn:#9a6700;--odd:#8250df;--good:#1a7f37;--link:#0969da;--del:#ffebe9;--add:#dafbe1}
@media (prefers-color-scheme:dark){:root{--fg:#f0f6fc;--dim:#9198a1;--bg:#0d1117;--card:#151b23;--line:#3d444d;--soft:#1c2129;--bad:#f85149;--warn:#d29922;--odd:#ab7df8;--good:#3fb950;--link:#4493f8;--del:#3c1618;--add:#12261e}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--fg);font:16px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif;overflow-wrap:anywhere}
main,header{max-width:60rem;margin:0 auto;padding:0 1rem}
header{padding-top:1.5rem}
h1{font-size:1.6rem;line-height:1.25;margin:.2rem 0 .6rem}
h2{font-size:1.2rem;margin:2rem 0 .6rem;padding-bottom:.3rem;border-bottom:1px solid var(--line)}
h3{font-size:1rem;margin:0 0 .4rem}
h4{font-size:.95rem;margin:1rem 0 .4rem}
p{margin:.4rem 0}
code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
code{font-size:.87em;background:var(--soft);border-radius:4px;padding:.1em .3em}
pre{font-size:.85rem;background:var(--soft);border-radius:6px;padding:.7rem;margin:.4rem 0;white-space:pre-wrap}
a{color:var(--link)}
.dim{color:var(--dim)}
.breaking{color:var(--bad)}.warnings{color:var(--warn)}.clean{color:var(--good)}
.compared{list-style:none;padding:0;margin:.4rem 0;color:var(--dim)}
.filters{display:flex;flex-wrap:wrap;gap:.6rem 1rem;align-items:end;padding:.8rem;margin:1rem 0;border:1px solid var(--line);border-radius:8px;background:var(--soft)}
.filters label{display:grid;font-size:.8rem;color:var(--dim);flex:1 1 9rem}
.filters select{font:inherit;font-size:.95rem;color:var(--fg);background:var(--bg);border:1px solid var(--line);border-radius:6px;padding:.4rem;width:100%;min-height:2.6rem}
.filters output{flex:1 1 100%;font-size:.85rem;color:var(--dim)}
.finding{border:1px solid var(--line);border-left:4px solid var(--line);border-radius:8px;background:var(--card);padding:.8rem 1rem;margin:.7rem 0}
.finding.error{border-left-color:var(--bad)}.finding.warning{border-left-color:var(--warn)}
.finding:target{outline:2px solid var(--link)}
.badge{font-size:.75rem;font-weight:600;border-radius:2em;padding:.1rem .6rem;border:1px solid currentColor;margin-right:.4rem;white-space:nowrap}
.badge.error,.badge.breaks{color:var(--bad)}.badge.warning,.badge.warns{color:var(--warn)}.badge.info,.badge.holds{color:var(--dim)}.badge.unjudged{color:var(--odd)}
.mapping{margin:.2rem 0 .6rem}
.mapping b code{background:none;padding:0;font-size:1rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem .8rem;margin:.5rem 0;font-size:.9rem}
dt{color:var(--dim)}dd{margin:0}
.diff span{display:block}.diff .del,.diff .add{padding-left:2ch;text-indent:-2ch}.diff .del{background:var(--del)}.diff .add{background:var(--add)}
details{border:1px solid var(--line);border-radius:8px;margin:.7rem 0;padding:0 1rem}
summary{cursor:pointer;padding:.6rem 0;font-weight:600}
.brief{list-style:none;margin:0;padding:0 0 .6rem}.brief li{padding:.4rem 0;border-top:1px solid var(--line);font-size:.92rem}
.picture{display:grid;grid-template-columns:minmax(0,1fr) clamp(2.6rem,20%,12rem) minmax(0,1fr);padding:.5rem;border:1px solid var(--line);border-radius:8px;margin:.6rem 0;background:var(--card);font-size:12.5px}
.picture,.picture text{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
.picture p{margin:0 0 .5rem;color:var(--dim);align-self:end}.picture .to{grid-column:3}
.node{display:flex;align-items:center;height:30px;margin-bottom:6px;padding:0 .5rem;border:1px solid var(--line);border-radius:5px;background:var(--soft)}
.node span{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;overflow:hidden;line-height:1.15}
.node.breaks{border-color:var(--bad)}.node.warns{border-color:var(--warn)}.node.unjudged{border-color:var(--odd)}
svg{display:block;width:100%}
svg path{fill:none;stroke:var(--dim);stroke-width:1.3;opacity:.55;vector-effect:non-scaling-stroke}
svg .breaks path{stroke:var(--bad);stroke-width:3;opacity:1}svg .warns path{stroke:var(--warn);stroke-width:2.4;opacity:1}svg .unjudged path{stroke:var(--odd);stroke-width:2.4;stroke-dasharray:5 4;opacity:1}
svg text{font-weight:700;font-size:12px;text-anchor:end;paint-order:stroke;stroke:var(--card);stroke-width:5px}
svg .breaks text{fill:var(--bad)}svg .warns text{fill:var(--warn)}svg .unjudged text{fill:var(--odd)}
svg a:hover path{stroke-width:4.5}
footer{max-width:60rem;margin:2rem auto;padding:0 1rem 2rem;color:var(--dim);font-size:.85rem}
[hidden]{display:none}
@media (max-width:36rem){dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.35rem}h1{font-size:1.35rem}.finding{padding:.7rem .8rem}.picture{padding:.4rem;font-size:11px}.node{padding:0 .3rem}svg tspan{display:none}}
@media print{.filters{display:none}}
`;

/** The page reads well without it: all it does is filter. */
const SCRIPT = `
const form = document.querySelector('.filters');
if (form) {
  form.hidden = false;
  const output = form.querySelector('output');
  const items = [...document.querySelectorAll('[data-system]')];
  const apply = () => {
    const { owner, system = '', touch } = Object.fromEntries(new FormData(form));
    let shown = 0;
    for (const item of items) {
      const fits =
        (owner === '' || JSON.parse(item.dataset.owners).includes(owner)) &&
        (system === '' || item.dataset.system === system) &&
        (touch === '' || item.dataset.touch === touch);
      item.hidden = !fits;
      if (fits) shown += 1;
    }
    output.textContent = shown === items.length ? items.length + ' findings' : shown + ' of ' + items.length + ' findings';
    for (const group of document.querySelectorAll('[data-group]')) {
      group.hidden = group.querySelector('[data-system]:not([hidden])') === null;
    }
  };
  form.addEventListener('input', apply);
  form.addEventListener('submit', (event) => event.preventDefault());
  apply();
}
const reveal = () => {
  const target = document.getElementById(location.hash.slice(1));
  const folded = target && target.closest('details');
  if (folded) {
    folded.open = true;
    target.scrollIntoView();
  }
};
addEventListener('hashchange', reveal);
reveal();
`;

/** Base64 of the SHA-256 of what stands between the tags (CSP Level 3, section 2.3.1). */
const STYLE_HASH = '7jum41KCFy6cHZ+RQ0iP7i7DipgcQSUjctfQJ61RxHQ=';
const SCRIPT_HASH = 'w/P3dqI/IQ1dG6YJbyGd44PjhzW202CQlyCP+6RvJgA=';

export const STYLE_PART: PagePart = { text: STYLE, hash: STYLE_HASH };
export const SCRIPT_PART: PagePart = { text: SCRIPT, hash: SCRIPT_HASH };

/** What the page of the matrix adds to the style of the HTML reports, and its script; a test computes their hashes anew. */

import type { PagePart } from '../report/html-page.ts';

const STYLE = `
main,header,footer{max-width:84rem}
nav{display:flex;flex-wrap:wrap;gap:.3rem 1rem;margin:.5rem 0;padding:0}
nav a{display:inline-block;padding:.3rem 0}
.filters input{font:inherit;font-size:.95rem;color:var(--fg);background:var(--bg);border:1px solid var(--line);border-radius:6px;padding:.4rem .6rem;width:100%;min-height:2.6rem}
table{width:100%;border-collapse:collapse;font-size:.9rem;margin:.6rem 0 1.2rem;table-layout:fixed}
th{text-align:left;font-weight:600;color:var(--dim);border-bottom:2px solid var(--line);padding:.4rem .6rem}
td{vertical-align:top;border-bottom:1px solid var(--line);padding:.5rem .6rem}
tbody tr:hover{background:var(--soft)}
td p{margin:0 0 .25rem}td .path{font-weight:600}
.sources,.targets{width:25%}.verdict{width:20%}
tr.breaks td:first-child{box-shadow:inset 4px 0 0 var(--bad)}tr.warns td:first-child{box-shadow:inset 4px 0 0 var(--warn)}
.badge.decided,.badge.unchecked{color:var(--dim)}
.steps,.held{list-style:none;padding:0;margin:.6rem 0}
.steps{display:flex;flex-wrap:wrap;gap:.8rem 0;align-items:flex-start}
.steps>li{position:relative;padding-right:2.4rem;max-width:100%}
.steps>li:not(:last-child)::after{content:"→";position:absolute;right:.75rem;top:.35rem;color:var(--dim)}
.box{display:inline-block;max-width:100%;border:1px solid var(--dim);border-radius:6px;background:var(--soft);padding:.4rem .7rem;font:.85rem ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
.box.starts{border-radius:2em;font-weight:600}
.held{margin:0 0 0 1rem;border-left:1px dashed var(--dim);padding:.6rem 0 0 .8rem}
.held .box{border-style:dashed;background:none;color:var(--dim);text-decoration:line-through}.held .dim{display:block;font-size:.85rem}
.bad{color:var(--bad)}.doubt{color:var(--warn)}
@media (max-width:48rem){
.steps{display:block}.steps>li{padding:0 0 1.9rem}.steps>li:last-child{padding:0}.steps>li:not(:last-child)::after{content:"↓";right:auto;left:1rem;top:auto;bottom:.15rem}
table,tbody,tr,td{display:block;width:auto}thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
tr{border:1px solid var(--line);border-radius:8px;margin:.7rem 0;padding:.3rem 0}td{border:0;padding:.3rem .8rem}
td[data-label]::before{content:attr(data-label);display:block;font-size:.75rem;color:var(--dim)}td:empty{display:none}
tr.breaks td:first-child,tr.warns td:first-child{box-shadow:none}tr.breaks{border-left:4px solid var(--bad)}tr.warns{border-left:4px solid var(--warn)}
}
@media print{nav{display:none}body{font-size:10pt}tr,.steps>li{break-inside:avoid}h2,h3,h4{break-after:avoid}main,header{max-width:none}[hidden]{display:revert}}
`;

/** The page reads well without it: all it does is search. */
const SCRIPT = `
const form = document.querySelector('.filters');
if (form) {
  form.hidden = false;
  const output = form.querySelector('output');
  const rows = [...document.querySelectorAll('tr[data-verdict]')].map((row) => ({ row, text: row.textContent.toLowerCase() }));
  const groups = [...document.querySelectorAll('[data-group]')].reverse();
  const apply = () => {
    const { search, verdict } = Object.fromEntries(new FormData(form));
    const words = search.toLowerCase().split(/\\s+/).filter((word) => word !== '');
    let shown = 0;
    for (const { row, text } of rows) {
      const fits = (verdict === '' || row.dataset.verdict === verdict) && words.every((word) => text.includes(word) || (row.dataset.words || '').includes(word));
      row.hidden = !fits;
      if (fits) shown += 1;
    }
    for (const group of groups) group.hidden = (search !== '' || verdict !== '') && group.querySelector('tr[data-verdict]:not([hidden])') === null;
    output.textContent = shown === rows.length ? rows.length + ' rows' : shown + ' of ' + rows.length + ' rows';
  };
  form.addEventListener('input', apply);
  form.addEventListener('submit', (event) => event.preventDefault());
  apply();
}
`;

export const MATRIX_STYLE: PagePart = { text: STYLE, hash: 'OR6VsSqOJY4/jY7Vbjps2mGg1rAWN0nBuvbQsjxNoII=' };
export const MATRIX_SCRIPT: PagePart = { text: SCRIPT, hash: '2OMImlp4/X+Sr8tjrRwIi/EjQm0eqY/vC5/cQgFsmA0=' };

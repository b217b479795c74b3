import{createRequire as requireOf}from'node:module';const require=requireOf(import.meta.url);
import{a as c,b as te}from"./chunk-GSHDKAT6.js";import{a as ee}from"./chunk-ZUIV5TJU.js";import{a as re}from"./chunk-MHQGNJN2.js";import{a as Y,b as U}from"./chunk-P3X75PO2.js";import{b as $,c as K,e as Z,f as M,g as X}from"./chunk-WLAJHFOI.js";import"./chunk-CF5X5YZ7.js";import{a as h,b as j,d as R,e as H,f as N,g as D,h as _,j as J,k as q,m as V,n as I,o as f,p as B,q as G,r as Q,s as F}from"./chunk-4IO4QTC4.js";import{a as b,e as S,f as L}from"./chunk-ZRBE2MIJ.js";import{a as u}from"./chunk-42XQDWJ4.js";import"./chunk-BV6IFUIQ.js";var we=2e4,C=50;function d(e){return L(e).map(({text:r,foreign:t})=>t?`<code>${c(r)}</code>`:c(r)).join("")}var ne={error:"error",warning:"warning",info:"info"},ve={breaks:"breaks",warns:"may break",unjudged:"not judged",holds:"holds"};function oe({system:e,integration:r,touch:t,owners:n}){return`data-system="${r===void 0?"":c(e)}" data-touch="${t}" data-owners="${c(JSON.stringify(n.map(b)))}"`}function se(e,r,t){let n=H(e),{level:o,message:s,suggestion:a}=e,l=n.length===0?`<h3><span class="badge ${o}">${ne[o]}</span> ${d(f(s))}</h3>`:n.slice(0,C).map(i=>xe(e,i)).join(`
`),m=n.length>C?`<p class="dim">… and ${n.length-C} more mappings</p>`:"";return[`<article class="finding ${o}" id="${r}" ${oe(e)}>`,l,m,ke(e,n.length>0),Pe(e),...a===void 0?[]:[`<p><strong>What to do:</strong> ${d(a.text)}</p>`,...(a.manifest??[]).map(i=>Se(i,t))],"</article>"].filter(i=>i!=="").join(`
`)}function xe({level:e},r){let{target:t,source:n}=N(r),o=r.verdict==="breaks"&&e!=="error"?"may break":ve[r.verdict],s=r.verdict==="breaks"&&e!=="error"?"warns":r.verdict,a=K(r).join(" · ");return[`<div class="mapping"><h3><span class="badge ${s}">${o}</span> <b>${d(t)}</b>${d(n)}</h3>`,`<p>${d(f(r.because))} <span class="dim">(${d(a)})</span></p></div>`].join(`
`)}function ke(e,r){let{message:t,owners:n,rule:o,fingerprint:s}=e;return`<dl>${[[D(e)?"Problem":"Change",r?t:""],["Where",$(e,!0)],["Reach",Z(e)],["Places",M(e)],["Owners",n.map(u).join(", ")],["Rule",`${u(o)} · finding ${u(s)}`]].filter(([,m])=>m!=="").map(([m,i])=>`<dt>${m}</dt><dd>${d(i)}</dd>`).join("")}</dl>`}function Pe(e){let r=_(e),t=r===""?"":`<p><strong>Proof:</strong> ${d(r)}</p>`;if(e.proof.kind!=="witness")return t;let n=re(e.proof.value,{indent:2,max:we}),o="left"in n?`<p class="dim">${d(n.left)}</p>`:`<pre class="payload">${te(n.lines)}</pre>`;return`${t}
${o}`}function Se(e,r){let{remove:t,add:n}=B(e),o=c(`${r===void 0?"line ":`${r}:`}${e.line}`),s=[...t.map(a=>`<span class="del">- ${c(a)}</span>`),...n.map(a=>`<span class="add">+ ${c(a)}</span>`)];return`<pre class="diff"><span class="dim">${o}</span>${s.join("")}</pre>`}function ae(e,r){let t=M(e),n=t===""?"":`<br><span class="dim">${d(t)}</span>`;return[`<li id="${r}" ${oe(e)}><span class="badge ${e.level}">${ne[e.level]}</span> `,`${d($(e,!0))}: ${d(e.message)}${n}</li>`].join("")}function ie(e){return`<li>${d(X(e))}: ${d(e.message)}</li>`}var z=500;function de({notices:e}){return["loosened","expired"].flatMap(r=>{let t=e.filter(o=>o.kind===r),n=r==="loosened"?"This change loosens what is guarded":"Acknowledgements that hold no longer";return t.length===0?[]:[`<div role="note"><p class="warnings">${n}</p><ul class="brief">`,...t.map(o=>`<li>${d(f(F(o)))}</li>`),"</ul></div>"]})}function le(e,{resolved:r,notices:t},n){let o=t.filter(({kind:s})=>s==="unused");return[...O(h(e.length,"accepted finding"),e.map(s=>je(s,n.get(s)??""))),...O(`${j(r.length)} resolved by this change`,r.map(s=>`<li>${d(Q(s))}</li>`)),...O(h(o.length,"unused acknowledgement"),o.map(s=>`<li>${d(F(s))}</li>`))]}function je(e,r){let t=e.accepted===void 0?"":`<br>${d(G(e.accepted))}`;return`<li id="${r}">${d(`${$(e,!0)}: ${e.message}`)}${t}</li>`}function O(e,r){if(r.length===0)return[];let t=r.length>z?[`<p>… and ${j(r.length-z)} more in the JSON report</p>`]:[],n=r.slice(0,z).join(`
`);return[`<details><summary>${e}</summary><ul class="brief">`,n,"</ul>",...t,"</details>"]}var Re=`
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
`,Ie=`
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
`,Fe="7jum41KCFy6cHZ+RQ0iP7i7DipgcQSUjctfQJ61RxHQ=",Me="w/P3dqI/IQ1dG6YJbyGd44PjhzW202CQlyCP+6RvJgA=",ce={text:Re,hash:Fe},me={text:Ie,hash:Me};function pe({title:e,styles:r,scripts:t,body:n}){let o=a=>a.map(({hash:l})=>`'sha256-${l}'`).join(" ");return["<!doctype html>",'<html lang="en">',"<head>",'<meta charset="utf-8">',`<meta http-equiv="Content-Security-Policy" content="${["default-src 'none'",`style-src ${o(r)}`,`script-src ${o(t)}`,"base-uri 'none'","form-action 'none'"].join("; ")}">`,'<meta name="viewport" content="width=device-width, initial-scale=1">','<meta name="referrer" content="no-referrer">',`<title>${S(c(e))}</title>`,...r.map(({text:a})=>`<style>${a}</style>`),"</head>","<body>",...n.map(S),"<footer>Written by contract-guard. This page needs no network and sends nothing.</footer>",...t.map(({text:a})=>`<script>${a}</script>`),"</body>","</html>",""].filter((a,l,m)=>a!==""||l===m.length-1).join(`
`)}var Ce=30,be=36,ge=40,v=["holds","unjudged","warns","breaks"],ze={breaks:"✕",warns:"!",unjudged:"?"},ue={breaks:"breaks",warns:"may break",unjudged:"not judged"};function ye(e,r){let{id:t,ends:n,rows:o}=e,s=o.toSorted((i,p)=>v.indexOf(i.verdict)-v.indexOf(p.verdict)),a=fe(o,({name:i})=>E(i.from)),l=fe(o,({name:i})=>T(i.to)),m=Math.max(a.size,l.size)*be;return[`<div class="picture"><p>${c(b(n?.from??""))}</p><p class="to">${c(b(n?.to??""))}</p>`,`<div>${[...a].map(([i,{worst:p}])=>he(i,p)).join("")}</div>`,`<svg height="${m}" role="img" aria-label="${c(`Mappings of ${t}`)}">`,...s.map(i=>Oe(i,a,l,m,r)),`</svg><div>${[...l].map(([i,{worst:p}])=>he(i,p)).join("")}</div></div>`].join(`
`)}function E(e){return e===""?"(nothing)":e}function T(e){return e===""?"(read only)":e}function fe(e,r){let t=new Map;for(let n of e){let o=t.get(r(n)),s=v.indexOf(n.verdict)>v.indexOf(o?.worst??"holds")?n.verdict:o?.worst;t.set(r(n),{y:o?.y??t.size*be+Ce/2,worst:s??"holds"})}return t}function he(e,r){let t=b(e),n=t.length<=ge?t:`${t.slice(0,ge-1)}…`;return`<div class="node ${r}" title="${c(e)}"><span>${c(n)}</span></div>`}function Oe({name:e,verdict:r,hits:t},n,o,s,a){let l=n.get(E(e.from))?.y??0,m=o.get(T(e.to))?.y??0,i=`<svg height="${s}" viewBox="0 0 100 ${s}" preserveAspectRatio="none"><path d="M0 ${l}C50 ${l} 50 ${m} 100 ${m}"/></svg>`;if(r==="holds")return`<g class="holds">${i}</g>`;let p=`<text x="100%" dx="-8" y="${m+4}">${ze[r]}<tspan> ${ue[r]}</tspan></text>`,k=`<title>${c(`${E(e.from)} → ${T(e.to)}: ${ue[r]}`)}</title>`,[y]=t,w=y&&a.get(y.finding),g=`${k}${i}${p}`;return`<g class="${r}">${w===void 0?g:`<a href="#${w}">${g}</a>`}</g>`}var W=1e3,x=2e3,Ee={breaking:"⛔",warnings:"⚠️",clean:"✅"};function fr(e){let r=Y(e),t=f(R(r)),n=new Map(e.findings.map((o,s)=>[o,`f${s+1}`]));return pe({title:`${t} · contract-guard`,styles:[ce],scripts:[me],body:[`<header><h1 class="${e.verdict}">${Ee[e.verdict]} ${c(t)}</h1></header>`,"<main>",Te(e),...r.map(o=>We(o,r.length>1,n)),"</main>"]})}function Te({findings:e}){if(e.length<2)return"";let r=["mapped","adjacent","unmapped"].filter(n=>e.some(o=>o.touch===n)),t=$e(e.flatMap(({system:n,integration:o})=>o===void 0?[]:[n]));return['<form class="filters" hidden>',A("owner","Owner","everybody",$e(e.flatMap(({owners:n})=>n))),...t.length===0?[]:[A("system","System","all systems",t)],A("touch","Class","all classes",r),"<output></output>","</form>"].join(`
`)}function $e(e){return[...new Set(e)].sort()}function A(e,r,t,n){let o=n.map(s=>`<option value="${c(s)}">${c(s)}</option>`);return`<label>${r}<select name="${e}"><option value="">${t}</option>${o.join("")}</select></label>`}function We(e,r,t){let{integration:n,findings:o,compared:s,unjudged:a}=e,{main:l,harmless:m,adjacent:i,unmapped:p,accepted:k}=U(o),y=V(e),w=[[q(m.length,e),m],[`${I(i,"adjacent")}: in operations you use, on parts you do not map`,i],[`${I(p,"unmapped")}: in operations you do not use`,p]];return[`<section>${Ae(e,r)}`,'<ul class="compared">',...s.map(g=>{let P=g.integration===void 0?"":`${u(g.system)} `;return`<li>${d(`${P}${J(g).join(" ")}`)}</li>`}),"</ul>",...de(e),...y===""?[]:[`<p class="warnings">${d(f(y))}</p>`],...Le(l,n?.manifest,t),...He(ee(e),t),...le(k,e,t),...w.flatMap(([g,P])=>Ne(g,P,t)),...a.length===0?[]:[`<details><summary>What could not be judged</summary><ul class="brief">${a.slice(0,x).map(ie).join(`
`)}</ul></details>`],"</section>"].join(`
`)}function Ae(e,r){let{integration:t}=e;if(t===void 0)return r?"<h2>In no integration of this run</h2>":"";let n=r?`: ${R([e])}`:"";return`<h2>${d(u(t.name))}${c(n)}</h2>`}function Le(e,r,t){if(e.length===0)return[];let n=e.length>W?[`<p>… and ${h(e.length-W,"more finding")} in the JSON report</p>`]:[];return["<div data-group>",...e.slice(0,W).map(o=>se(o,t.get(o)??"",r)),...n,"</div>"]}function He(e,r){let t=e.filter(({rows:l,ends:m})=>l.length>0&&m!==void 0);if(t.length===0)return[];let n=({rows:l})=>l.some(({verdict:m})=>m!=="holds"),o=t.filter(n),s=t.filter(l=>!n(l)),a=l=>`<h4>${d(u(l.id))}</h4>
${ye(l,r)}`;return[...o.length===0?[]:["<h3>Flows with something broken in them</h3>",...o.map(a)],...s.length===0?[]:[`<details><summary>${h(s.length,"flow")} without harm</summary>`,...s.map(a),"</details>"]]}function Ne(e,r,t){if(r.length===0)return[];let n=r.length>x?[`<p>… and ${h(r.length-x,"more change")} in the JSON report</p>`]:[];return[`<details data-group><summary>${c(e)}</summary><ul class="brief">`,...r.slice(0,x).map(o=>ae(o,t.get(o)??"")),"</ul>",...n,"</details>"]}export{fr as renderHtml};

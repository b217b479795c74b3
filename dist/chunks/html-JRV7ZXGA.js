import{createRequire as requireOf}from'node:module';const require=requireOf(import.meta.url);
import{a as c,b as ee}from"./chunk-GSHDKAT6.js";import{a as X}from"./chunk-ZUIV5TJU.js";import{a as Z}from"./chunk-MHQGNJN2.js";import{a as Y,b as K}from"./chunk-P3X75PO2.js";import{a as h,b as S,d as j,e as W,f as H,g as $,i as N,j as R,k as D,l as _,n as q,o as V,q as B,r as G,s as F,t as u,u as J,v as U,w as Q,x as I}from"./chunk-C2PYGFOD.js";import"./chunk-CF5X5YZ7.js";import{a as g}from"./chunk-42XQDWJ4.js";import{a as b,e as P,f as A}from"./chunk-ZRBE2MIJ.js";import"./chunk-BV6IFUIQ.js";var $e=2e4,M=50;function d(e){return A(e).map(({text:r,foreign:t})=>t?`<code>${c(r)}</code>`:c(r)).join("")}var re={error:"error",warning:"warning",info:"info"},we={breaks:"breaks",warns:"may break",unjudged:"not judged",holds:"holds"};function te({system:e,touch:r,owners:t}){return`data-system="${c(e)}" data-touch="${r}" data-owners="${c(JSON.stringify(t.map(b)))}"`}function ne(e,r,t){let n=W(e),{level:o,message:s,suggestion:a}=e,l=n.length===0?`<h3><span class="badge ${o}">${re[o]}</span> ${d(u(s))}</h3>`:n.slice(0,M).map(i=>ve(e,i)).join(`
`),m=n.length>M?`<p class="dim">… and ${n.length-M} more mappings</p>`:"";return[`<article class="finding ${o}" id="${r}" ${te(e)}>`,l,m,xe(e,n.length>0),ke(e),...a===void 0?[]:[`<p><strong>What to do:</strong> ${d(a.text)}</p>`,...(a.manifest??[]).map(i=>Pe(i,t))],"</article>"].filter(i=>i!=="").join(`
`)}function ve({level:e},r){let{target:t,source:n}=H(r),o=r.verdict==="breaks"&&e!=="error"?"may break":we[r.verdict],s=r.verdict==="breaks"&&e!=="error"?"warns":r.verdict,a=`${g(r.flow)} · ${g(`${r.manifest}:${r.line}`)}`;return[`<div class="mapping"><h3><span class="badge ${s}">${o}</span> <b>${d(t)}</b>${d(n)}</h3>`,`<p>${d(u(r.because))} <span class="dim">(${d(a)})</span></p></div>`].join(`
`)}function xe(e,r){let{message:t,owners:n,rule:o,fingerprint:s}=e;return`<dl>${[[D(e)?"Problem":"Change",r?t:""],["Where",$(e,!0)],["Reach",N(e)],["Places",R(e)],["Owners",n.map(g).join(", ")],["Rule",`${g(o)} · finding ${g(s)}`]].filter(([,m])=>m!=="").map(([m,i])=>`<dt>${m}</dt><dd>${d(i)}</dd>`).join("")}</dl>`}function ke(e){let r=_(e),t=r===""?"":`<p><strong>Proof:</strong> ${d(r)}</p>`;if(e.proof.kind!=="witness")return t;let n=Z(e.proof.value,{indent:2,max:$e}),o="left"in n?`<p class="dim">${d(n.left)}</p>`:`<pre class="payload">${ee(n.lines)}</pre>`;return`${t}
${o}`}function Pe(e,r){let{remove:t,add:n}=J(e),o=c(`${r===void 0?"line ":`${r}:`}${e.line}`),s=[...t.map(a=>`<span class="del">- ${c(a)}</span>`),...n.map(a=>`<span class="add">+ ${c(a)}</span>`)];return`<pre class="diff"><span class="dim">${o}</span>${s.join("")}</pre>`}function oe(e,r){let t=R(e),n=t===""?"":`<br><span class="dim">${d(t)}</span>`;return[`<li id="${r}" ${te(e)}><span class="badge ${e.level}">${re[e.level]}</span> `,`${d($(e,!0))}: ${d(e.message)}${n}</li>`].join("")}function se(e){return`<li>${d(G(e))}: ${d(e.message)}</li>`}var z=500;function ae({notices:e}){return["loosened","expired"].flatMap(r=>{let t=e.filter(o=>o.kind===r),n=r==="loosened"?"This change loosens what is guarded":"Acknowledgements that hold no longer";return t.length===0?[]:[`<div role="note"><p class="warnings">${n}</p><ul class="brief">`,...t.map(o=>`<li>${d(u(I(o)))}</li>`),"</ul></div>"]})}function ie(e,{resolved:r,notices:t},n){let o=t.filter(({kind:s})=>s==="unused");return[...O(h(e.length,"accepted finding"),e.map(s=>Se(s,n.get(s)??""))),...O(`${S(r.length)} resolved by this change`,r.map(s=>`<li>${d(Q(s))}</li>`)),...O(h(o.length,"unused acknowledgement"),o.map(s=>`<li>${d(I(s))}</li>`))]}function Se(e,r){let t=e.accepted===void 0?"":`<br>${d(U(e.accepted))}`;return`<li id="${r}">${d(`${$(e,!0)}: ${e.message}`)}${t}</li>`}function O(e,r){if(r.length===0)return[];let t=r.length>z?[`<p>… and ${S(r.length-z)} more in the JSON report</p>`]:[],n=r.slice(0,z).join(`
`);return[`<details><summary>${e}</summary><ul class="brief">`,n,"</ul>",...t,"</details>"]}var je=`
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
`,Re=`
const form = document.querySelector('.filters');
if (form) {
  form.hidden = false;
  const output = form.querySelector('output');
  const items = [...document.querySelectorAll('[data-system]')];
  const apply = () => {
    const { owner, system, touch } = Object.fromEntries(new FormData(form));
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
`,Fe="7jum41KCFy6cHZ+RQ0iP7i7DipgcQSUjctfQJ61RxHQ=",Ie="R6TbFNcKIzxU+ebhsXSqI8G4GUhQyduaSDvLXfDAmgk=",de={text:je,hash:Fe},le={text:Re,hash:Ie};function ce({title:e,styles:r,scripts:t,body:n}){let o=a=>a.map(({hash:l})=>`'sha256-${l}'`).join(" ");return["<!doctype html>",'<html lang="en">',"<head>",'<meta charset="utf-8">',`<meta http-equiv="Content-Security-Policy" content="${["default-src 'none'",`style-src ${o(r)}`,`script-src ${o(t)}`,"base-uri 'none'","form-action 'none'"].join("; ")}">`,'<meta name="viewport" content="width=device-width, initial-scale=1">','<meta name="referrer" content="no-referrer">',`<title>${P(c(e))}</title>`,...r.map(({text:a})=>`<style>${a}</style>`),"</head>","<body>",...n.map(P),"<footer>Written by contract-guard. This page needs no network and sends nothing.</footer>",...t.map(({text:a})=>`<script>${a}</script>`),"</body>","</html>",""].filter((a,l,m)=>a!==""||l===m.length-1).join(`
`)}var Me=30,fe=36,me=40,v=["holds","unjudged","warns","breaks"],ze={breaks:"✕",warns:"!",unjudged:"?"},pe={breaks:"breaks",warns:"may break",unjudged:"not judged"};function he(e,r){let{id:t,ends:n,rows:o}=e,s=o.toSorted((i,p)=>v.indexOf(i.verdict)-v.indexOf(p.verdict)),a=ge(o,({name:i})=>C(i.from)),l=ge(o,({name:i})=>E(i.to)),m=Math.max(a.size,l.size)*fe;return[`<div class="picture"><p>${c(b(n?.from??""))}</p><p class="to">${c(b(n?.to??""))}</p>`,`<div>${[...a].map(([i,{worst:p}])=>ue(i,p)).join("")}</div>`,`<svg height="${m}" role="img" aria-label="${c(`Mappings of ${t}`)}">`,...s.map(i=>Oe(i,a,l,m,r)),`</svg><div>${[...l].map(([i,{worst:p}])=>ue(i,p)).join("")}</div></div>`].join(`
`)}function C(e){return e===""?"(nothing)":e}function E(e){return e===""?"(read only)":e}function ge(e,r){let t=new Map;for(let n of e){let o=t.get(r(n)),s=v.indexOf(n.verdict)>v.indexOf(o?.worst??"holds")?n.verdict:o?.worst;t.set(r(n),{y:o?.y??t.size*fe+Me/2,worst:s??"holds"})}return t}function ue(e,r){let t=b(e),n=t.length<=me?t:`${t.slice(0,me-1)}…`;return`<div class="node ${r}" title="${c(e)}"><span>${c(n)}</span></div>`}function Oe({name:e,verdict:r,hits:t},n,o,s,a){let l=n.get(C(e.from))?.y??0,m=o.get(E(e.to))?.y??0,i=`<svg height="${s}" viewBox="0 0 100 ${s}" preserveAspectRatio="none"><path d="M0 ${l}C50 ${l} 50 ${m} 100 ${m}"/></svg>`;if(r==="holds")return`<g class="holds">${i}</g>`;let p=`<text x="100%" dx="-8" y="${m+4}">${ze[r]}<tspan> ${pe[r]}</tspan></text>`,k=`<title>${c(`${C(e.from)} → ${E(e.to)}: ${pe[r]}`)}</title>`,[y]=t,w=y&&a.get(y.finding),f=`${k}${i}${p}`;return`<g class="${r}">${w===void 0?f:`<a href="#${w}">${f}</a>`}</g>`}var T=1e3,x=2e3,Ce={breaking:"⛔",warnings:"⚠️",clean:"✅"};function pr(e){let r=Y(e),t=u(j(r)),n=new Map(e.findings.map((o,s)=>[o,`f${s+1}`]));return ce({title:`${t} · contract-guard`,styles:[de],scripts:[le],body:[`<header><h1 class="${e.verdict}">${Ce[e.verdict]} ${c(t)}</h1></header>`,"<main>",Ee(e),...r.map(o=>Te(o,r.length>1,n)),"</main>"]})}function Ee({findings:e}){if(e.length<2)return"";let r=["mapped","adjacent","unmapped"].filter(t=>e.some(n=>n.touch===t));return['<form class="filters" hidden>',L("owner","Owner","everybody",be(e.flatMap(({owners:t})=>t))),L("system","System","all systems",be(e.map(({system:t})=>t))),L("touch","Class","all classes",r),"<output></output>","</form>"].join(`
`)}function be(e){return[...new Set(e)].sort()}function L(e,r,t,n){let o=n.map(s=>`<option value="${c(s)}">${c(s)}</option>`);return`<label>${r}<select name="${e}"><option value="">${t}</option>${o.join("")}</select></label>`}function Te(e,r,t){let{integration:n,findings:o,compared:s,unjudged:a}=e,{main:l,harmless:m,adjacent:i,unmapped:p,accepted:k}=K(o),y=B(e),w=[[V(m.length,e),m],[`${F(i,"adjacent")}: in operations you use, on parts you do not map`,i],[`${F(p,"unmapped")}: in operations you do not use`,p]];return[`<section>${Le(e,r)}`,'<ul class="compared">',...s.map(f=>`<li>${d(`${g(f.system)} ${q(f).join(" ")}`)}</li>`),"</ul>",...ae(e),...y===""?[]:[`<p class="warnings">${d(u(y))}</p>`],...Ae(l,n?.manifest,t),...We(X(e),t),...ie(k,e,t),...w.flatMap(([f,ye])=>He(f,ye,t)),...a.length===0?[]:[`<details><summary>What could not be judged</summary><ul class="brief">${a.slice(0,x).map(se).join(`
`)}</ul></details>`],"</section>"].join(`
`)}function Le(e,r){let{integration:t}=e;if(t===void 0)return r?"<h2>In no integration of this run</h2>":"";let n=r?`: ${j([e])}`:"";return`<h2>${d(g(t.name))}${c(n)}</h2>`}function Ae(e,r,t){if(e.length===0)return[];let n=e.length>T?[`<p>… and ${h(e.length-T,"more finding")} in the JSON report</p>`]:[];return["<div data-group>",...e.slice(0,T).map(o=>ne(o,t.get(o)??"",r)),...n,"</div>"]}function We(e,r){let t=e.filter(({rows:l,ends:m})=>l.length>0&&m!==void 0);if(t.length===0)return[];let n=({rows:l})=>l.some(({verdict:m})=>m!=="holds"),o=t.filter(n),s=t.filter(l=>!n(l)),a=l=>`<h4>${d(g(l.id))}</h4>
${he(l,r)}`;return[...o.length===0?[]:["<h3>Flows with something broken in them</h3>",...o.map(a)],...s.length===0?[]:[`<details><summary>${h(s.length,"flow")} without harm</summary>`,...s.map(a),"</details>"]]}function He(e,r,t){if(r.length===0)return[];let n=r.length>x?[`<p>… and ${h(r.length-x,"more change")} in the JSON report</p>`]:[];return[`<details data-group><summary>${c(e)}</summary><ul class="brief">`,...r.slice(0,x).map(o=>oe(o,t.get(o)??"")),"</ul>",...n,"</details>"]}export{pr as renderHtml};

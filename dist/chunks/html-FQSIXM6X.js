import{createRequire as requireOf}from'node:module';const require=requireOf(import.meta.url);
import{a as l,b as oe}from"./chunk-VCPHWYYC.js";import{a as te}from"./chunk-ZUIV5TJU.js";import{a as ne}from"./chunk-RBALRBWB.js";import{a as K,b as Z}from"./chunk-P3X75PO2.js";import{b as v,c as X,e as ee,f as F,g as re}from"./chunk-WLAJHFOI.js";import"./chunk-CF5X5YZ7.js";import{a as h,b as x,d as j,e as _,f as D,g as q,h as J,j as V,k as Y,m as B,n as M,o as y,p as G,q as Q,r as U,s as R}from"./chunk-4IO4QTC4.js";import{a as b,e as S,f as H,g as N}from"./chunk-7FXK26KU.js";import{a as f}from"./chunk-42XQDWJ4.js";import"./chunk-BV6IFUIQ.js";var Se=2e4,I=50;function d(e){return N(e).map(({text:r,foreign:n})=>n?`<code>${l(r)}</code>`:l(r)).join("")}var se={error:"error",warning:"warning",info:"info"},je={breaks:"breaks",warns:"may break",unjudged:"not judged",holds:"holds"};function ie({system:e,integration:r,touch:n,owners:t}){return`data-system="${r===void 0?"":l(e)}" data-touch="${n}" data-owners="${l(JSON.stringify(t.map(b)))}"`}function ae(e,r,n){let t=_(e),{level:o,message:s,suggestion:i}=e,c=t.length===0?`<h3><span class="badge ${o}">${se[o]}</span> ${d(y(s))}</h3>`:t.slice(0,I).map(a=>Me(e,a)).join(`
`),m=t.length>I?`<p class="dim">… and ${t.length-I} more mappings</p>`:"";return[`<article class="finding ${o}" id="${r}" ${ie(e)}>`,c,m,Re(e,t.length>0),Fe(e),...i===void 0?[]:[`<p><strong>What to do:</strong> ${d(i.text)}</p>`,...(i.manifest??[]).map(a=>Ie(a,n))],"</article>"].filter(a=>a!=="").join(`
`)}function Me({level:e},r){let{target:n,source:t}=D(r),o=r.verdict==="breaks"&&e!=="error"?"may break":je[r.verdict],s=r.verdict==="breaks"&&e!=="error"?"warns":r.verdict,i=X(r).join(" · ");return[`<div class="mapping"><h3><span class="badge ${s}">${o}</span> <b>${d(n)}</b>${d(t)}</h3>`,`<p>${d(y(r.because))} <span class="dim">(${d(i)})</span></p></div>`].join(`
`)}function Re(e,r){let{message:n,owners:t,rule:o,fingerprint:s}=e;return`<dl>${[[q(e)?"Problem":"Change",r?n:""],["Where",v(e,!0)],["Reach",ee(e)],["Places",F(e)],["Owners",t.map(f).join(", ")],["Rule",`${f(o)} · finding ${f(s)}`]].filter(([,m])=>m!=="").map(([m,a])=>`<dt>${m}</dt><dd>${d(a)}</dd>`).join("")}</dl>`}function Fe(e){let r=J(e),n=r===""?"":`<p><strong>Proof:</strong> ${d(r)}</p>`;if(e.proof.kind!=="witness")return n;let t=ne(e.proof.value,{indent:2,max:Se}),o="left"in t?`<p class="dim">${d(t.left)}</p>`:`<pre class="payload">${oe(t.lines)}</pre>`;return`${n}
${o}`}function Ie(e,r){let{remove:n,add:t}=G(e),o=l(`${r===void 0?"line ":`${r}:`}${e.line}`),s=[...n.map(i=>`<span class="del">- ${l(i)}</span>`),...t.map(i=>`<span class="add">+ ${l(i)}</span>`)];return`<pre class="diff"><span class="dim">${o}</span>${s.join("")}</pre>`}function de(e,r){let n=F(e),t=n===""?"":`<br><span class="dim">${d(n)}</span>`;return[`<li id="${r}" ${ie(e)}><span class="badge ${e.level}">${se[e.level]}</span> `,`${d(v(e,!0))}: ${d(e.message)}${t}</li>`].join("")}function le(e){return`<li>${d(re(e))}: ${d(e.message)}</li>`}var C=500,O=10;function me({notices:e}){return["loosened","expired"].flatMap(r=>{let n=e.filter(o=>o.kind===r),t=r==="loosened"?"This change loosens what is guarded":"Acknowledgements that hold no longer";return n.length===0?[]:[`<div role="note"><p class="warnings">${t}</p><ul class="brief">`,...n.slice(0,O).map(ce),"</ul>",...k(`${x(n.length-O)} more like these`,n.slice(O).map(ce)),"</div>"]})}function ce(e){return`<li>${d(y(R(e)))}</li>`}function pe(e,{resolved:r,notices:n},t){let o=n.filter(({kind:s})=>s==="unused");return[...k(h(e.length,"accepted finding"),e.map(s=>Ce(s,t.get(s)??""))),...k(`${x(r.length)} resolved by this change`,r.map(s=>`<li>${d(U(s))}</li>`)),...k(h(o.length,"unused acknowledgement"),o.map(s=>`<li>${d(R(s))}</li>`))]}function Ce(e,r){let n=e.accepted===void 0?"":`<br>${d(Q(e.accepted))}`;return`<li id="${r}">${d(`${v(e,!0)}: ${e.message}`)}${n}</li>`}function k(e,r){if(r.length===0)return[];let n=r.length>C?[`<p>… and ${x(r.length-C)} more in the JSON report</p>`]:[],t=r.slice(0,C).join(`
`);return[`<details><summary>${e}</summary><ul class="brief">`,t,"</ul>",...n,"</details>"]}var Oe=`
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
`,ze=`
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
`,Te="7jum41KCFy6cHZ+RQ0iP7i7DipgcQSUjctfQJ61RxHQ=",Ee="w/P3dqI/IQ1dG6YJbyGd44PjhzW202CQlyCP+6RvJgA=",ge={text:Oe,hash:Te},ue={text:ze,hash:Ee};function fe({title:e,styles:r,scripts:n,body:t}){let o=i=>i.map(({hash:c})=>`'sha256-${c}'`).join(" ");return["<!doctype html>",'<html lang="en">',"<head>",'<meta charset="utf-8">',`<meta http-equiv="Content-Security-Policy" content="${["default-src 'none'",`style-src ${o(r)}`,`script-src ${o(n)}`,"base-uri 'none'","form-action 'none'"].join("; ")}">`,'<meta name="viewport" content="width=device-width, initial-scale=1">','<meta name="referrer" content="no-referrer">',`<title>${S(l(e))}</title>`,...r.map(({text:i})=>`<style>${i}</style>`),"</head>","<body>",...t.map(S),"<footer>Written by contract-guard. This page needs no network and sends nothing.</footer>",...n.map(({text:i})=>`<script>${i}</script>`),"</body>","</html>",""].filter((i,c,m)=>i!==""||c===m.length-1).join(`
`)}var Le=30,$e=36,he=40,P=["holds","unjudged","warns","breaks"],We={breaks:"✕",warns:"!",unjudged:"?"},ye={breaks:"breaks",warns:"may break",unjudged:"not judged"};function ve(e,r){let{id:n,ends:t,rows:o}=e,s=o.toSorted((a,p)=>P.indexOf(a.verdict)-P.indexOf(p.verdict)),i=be(o,({name:a})=>z(a.from)),c=be(o,({name:a})=>T(a.to)),m=Math.max(i.size,c.size)*$e;return[`<div class="picture"><p>${l(b(t?.from??""))}</p><p class="to">${l(b(t?.to??""))}</p>`,`<div>${[...i].map(([a,{worst:p}])=>we(a,p)).join("")}</div>`,`<svg height="${m}" role="img" aria-label="${l(`Mappings of ${n}`)}">`,...s.map(a=>Ae(a,i,c,m,r)),`</svg><div>${[...c].map(([a,{worst:p}])=>we(a,p)).join("")}</div></div>`].join(`
`)}function z(e){return e===""?"(nothing)":e}function T(e){return e===""?"(read only)":e}function be(e,r){let n=new Map;for(let t of e){let o=n.get(r(t)),s=P.indexOf(t.verdict)>P.indexOf(o?.worst??"holds")?t.verdict:o?.worst;n.set(r(t),{y:o?.y??n.size*$e+Le/2,worst:s??"holds"})}return n}function we(e,r){let n=b(e),t=n.length<=he?n:`${H(n,he-1)}…`;return`<div class="node ${r}" title="${l(e)}"><span>${l(t)}</span></div>`}function Ae({name:e,verdict:r,hits:n},t,o,s,i){let c=t.get(z(e.from))?.y??0,m=o.get(T(e.to))?.y??0,a=`<svg height="${s}" viewBox="0 0 100 ${s}" preserveAspectRatio="none"><path d="M0 ${c}C50 ${c} 50 ${m} 100 ${m}"/></svg>`;if(r==="holds")return`<g class="holds">${a}</g>`;let p=`<text x="100%" dx="-8" y="${m+4}">${We[r]}<tspan> ${ye[r]}</tspan></text>`,g=`<title>${l(`${z(e.from)} → ${T(e.to)}: ${ye[r]}`)}</title>`,[u]=n,w=u&&i.get(u.finding),$=`${g}${a}${p}`;return`<g class="${r}">${w===void 0?$:`<a href="#${w}">${$}</a>`}</g>`}var E={cards:1e3,items:2e3,edges:2e3};function He(e){let r=n=>Math.max(20,Math.ceil(n/e));return{cards:r(E.cards),items:r(E.items),edges:r(E.edges)}}var Ne=20,_e={breaking:"⛔",warnings:"⚠️",clean:"✅"};function Sr(e){let r=K(e),n=y(j(r)),t=He(r.length),o=new Map(e.findings.map((s,i)=>[s,`f${i+1}`]));return fe({title:`${n} · contract-guard`,styles:[ge],scripts:[ue],body:[`<header><h1 class="${e.verdict}">${_e[e.verdict]} ${l(n)}</h1></header>`,"<main>",De(e),...r.map(s=>qe(s,r.length>1,o,t)),"</main>"]})}function De({findings:e}){if(e.length<2)return"";let r=["mapped","adjacent","unmapped"].filter(t=>e.some(o=>o.touch===t)),n=xe(e.flatMap(({system:t,integration:o})=>o===void 0?[]:[t]));return['<form class="filters" hidden>',L("owner","Owner","everybody",xe(e.flatMap(({owners:t})=>t))),...n.length===0?[]:[L("system","System","all systems",n)],L("touch","Class","all classes",r),"<output></output>","</form>"].join(`
`)}function xe(e){return[...new Set(e)].sort()}function L(e,r,n,t){let o=t.map(s=>`<option value="${l(s)}">${l(s)}</option>`);return`<label>${r}<select name="${e}"><option value="">${n}</option>${o.join("")}</select></label>`}function qe(e,r,n,t){let{integration:o,findings:s,compared:i,unjudged:c}=e,{main:m,harmless:a,adjacent:p,unmapped:g,accepted:u}=Z(s),w=B(e),$=[[Y(a.length,e),a],[`${M(p,"adjacent")}: in operations you use, on parts you do not map`,p],[`${M(g,"unmapped")}: in operations you do not use`,g]];return[`<section>${Ve(e,r)}`,...Je(i),...me(e),...w===""?[]:[`<p class="warnings">${d(y(w))}</p>`],...Ye(m,o?.manifest,n,t),...Be(te(e),Ue(m,$,n,t),t),...pe(u,e,n),...$.flatMap(([ke,Pe])=>Qe(ke,Pe,n,t)),...c.length===0?[]:[`<details><summary>What could not be judged</summary><ul class="brief">${c.slice(0,t.items).map(le).join(`
`)}</ul>`,...A(c,t.items,"gap"),"</details>"],"</section>"].join(`
`)}function Je(e){let r=e.map(t=>{let o=t.integration===void 0?"":`${f(t.system)} `;return`<li>${d(`${o}${V(t).join(" ")}`)}</li>`}),n=['<ul class="compared">',...r,"</ul>"];return r.length<=Ne?n:[`<details><summary>${h(r.length,"system")}</summary>`,...n,"</details>"]}function Ve(e,r){let{integration:n}=e;if(n===void 0)return r?"<h2>In no integration of this run</h2>":"";let t=r?`: ${j([e])}`:"";return`<h2>${d(f(n.name))}${l(t)}</h2>`}function Ye(e,r,n,t){return e.length===0?[]:["<div data-group>",...e.slice(0,t.cards).map(o=>ae(o,n.get(o)??"",r)),...A(e,t.cards,"finding"),"</div>"]}function Be(e,r,n){let t=e.filter(({rows:p,ends:g})=>p.length>0&&g!==void 0),o=t.filter(({rows:p})=>p.some(W)),s=t.filter(({rows:p})=>!p.some(W)),i=Ge([...o,...s],n.edges),c=p=>p.flatMap(g=>{let u=i.get(g);return u===void 0?[]:[`<h4>${d(f(g.id))}</h4>
${ve(u,r)}`]}),m=p=>[...p].reduce((g,{rows:u})=>g+u.length,0),a=m(t)-m(i.values());return[...o.length===0?[]:["<h3>Flows with something broken in them</h3>",...c(o)],...s.length===0?[]:[`<details><summary>${h(s.length,"flow")} without harm</summary>`,...c(s),"</details>"],...a===0?[]:[`<p>${h(a,"mapping")} not drawn</p>`]]}function W({verdict:e}){return e!=="holds"}function Ge(e,r){let n=new Map,t=r;for(let o of e){let s=o.rows.length<=t?o.rows:o.rows.filter(W).slice(0,t);s.length>0&&n.set(o,{...o,rows:s}),t-=s.length}return n}function Qe(e,r,n,t){return r.length===0?[]:[`<details data-group><summary>${l(e)}</summary><ul class="brief">`,...r.slice(0,t.items).map(o=>de(o,n.get(o)??"")),"</ul>",...A(r,t.items,"change"),"</details>"]}function A(e,r,n){return e.length<=r?[]:[`<p>… and ${h(e.length-r,`more ${n}`)} in the JSON report</p>`]}function Ue(e,r,n,t){let o=[...e.slice(0,t.cards),...r.flatMap(([,s])=>s.slice(0,t.items))];return new Map(o.map(s=>[s,n.get(s)??""]))}export{Sr as renderHtml};

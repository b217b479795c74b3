import{createRequire as requireOf}from'node:module';const require=requireOf(import.meta.url);
var d=class extends Error{name="InputError";problems;constructor(e,r){let n="message"in e?[e]:e;super(n.map(a).join(`
`),r),this.problems=n}};function a(o){let{file:e,line:r,column:n,message:t,hint:l}=o,i=[e,r,n].filter(s=>s!==void 0).join(":");return`${i===""?"":`${i}: `}${t}${l===void 0?"":`
  hint: ${l}`}`}export{d as a};

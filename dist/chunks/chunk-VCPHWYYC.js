import{createRequire as requireOf}from'node:module';const require=requireOf(import.meta.url);
import{a as t}from"./chunk-7FXK26KU.js";var e={"&":"&amp;","<":"&lt;",">":"&gt;",'"':"&quot;","'":"&#39;"};function f(n){return i(t(n))}function s(n){return n.map(f).join(`
`)}function i(n){return n.replace(/[&<>"']/g,r=>e[r]??r).replace(/[\ufffe\uffff]/g,"�")}export{f as a,s as b};

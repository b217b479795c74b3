import{createRequire as requireOf}from'node:module';const require=requireOf(import.meta.url);
import{a as d}from"./chunk-H3UVOPX5.js";import"./chunk-C22FEUN7.js";import{b as i}from"./chunk-7FXK26KU.js";import"./chunk-BV6IFUIQ.js";function m(n){return`${i(e(n,{kind:"object",name:"report"}))}
`}function e(n,r){return r.kind==="plain"?n:r.kind==="list"?Array.isArray(n)?n.map(o=>e(o,r.of)):n:s(n,r.name)}function s(n,r){let o={};for(let[t,{form:c}]of Object.entries(d[r]))n[t]!==void 0&&(o[t]=e(n[t],c));return o}export{m as renderJson};

import{createRequire as requireOf}from'node:module';const require=requireOf(import.meta.url);
function c(n,e){let t=n.includes("\r")?m:f,s=[],u=1,o=0,r=t(n,0);for(let l of e){for(;r<=l;)u++,o=r,r=t(n,o);s.push({line:u,column:l-o+1})}return s}function I(n,e){return c(n,[e])[0]??{line:1,column:1}}function f(n,e){let t=n.indexOf(`
`,e);return t<0?Number.POSITIVE_INFINITY:t+1}var i=/\r\n?|\n/g;function m(n,e){return i.lastIndex=e,i.test(n)?i.lastIndex:Number.POSITIVE_INFINITY}export{c as a,I as b};

import{createRequire as requireOf}from'node:module';const require=requireOf(import.meta.url);
function e(n,i){if(n.startsWith("/")||n.includes(":")||n==="stdin"||n==="")return;let s=[];for(let t of`${i}/${n}`.split(/[\\/]/))if(!(t===""||t===".")){if(t!=="..")s.push(t);else if(s.pop()===void 0)return}return s.join("/")}export{e as a};

import{createRequire as requireOf}from'node:module';const require=requireOf(import.meta.url);
function e(r){return`\`${r.replaceAll("`","ˋ")}\``}export{e as a};

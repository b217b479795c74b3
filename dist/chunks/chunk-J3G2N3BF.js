import{createRequire as requireOf}from'node:module';const require=requireOf(import.meta.url);
var t=/^(?:true|false|null|yes|no|on|off|y|n|~)$/i;function i(n){return/^[A-Za-z_$][\w$./-]*(?: [\w$./-]*[\w$])*\.?$/.test(n)&&!t.test(n)?n:JSON.stringify(n)}export{i as a};

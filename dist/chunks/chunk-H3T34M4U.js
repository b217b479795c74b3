import{createRequire as requireOf}from'node:module';const require=requireOf(import.meta.url);
var e=["standard","strict","lenient"],n=[];export{e as a,n as b};

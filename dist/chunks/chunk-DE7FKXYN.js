import{createRequire as requireOf}from'node:module';const require=requireOf(import.meta.url);
var e=["standard","strict","lenient"],t=[];export{e as a,t as b};

import{createRequire as requireOf}from'node:module';const require=requireOf(import.meta.url);
import{e as a,f as b}from"./chunk-AJKGU5JH.js";import"./chunk-I6YFHE6M.js";import"./chunk-FEXM5NGH.js";import"./chunk-YI2DFTQ2.js";import"./chunk-BU5NJKNJ.js";import"./chunk-42XQDWJ4.js";import"./chunk-ZRBE2MIJ.js";import"./chunk-BV6IFUIQ.js";export{a as renderGithub,b as workflowCommand};

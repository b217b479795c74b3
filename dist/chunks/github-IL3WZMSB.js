import{createRequire as requireOf}from'node:module';const require=requireOf(import.meta.url);
import{e as a,f as b}from"./chunk-URSEPV3C.js";import"./chunk-I6YFHE6M.js";import"./chunk-P3X75PO2.js";import"./chunk-C2PYGFOD.js";import"./chunk-CF5X5YZ7.js";import"./chunk-42XQDWJ4.js";import"./chunk-ZRBE2MIJ.js";import"./chunk-BV6IFUIQ.js";export{a as renderGithub,b as workflowCommand};

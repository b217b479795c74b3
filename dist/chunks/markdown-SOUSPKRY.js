import{createRequire as requireOf}from'node:module';const require=requireOf(import.meta.url);
import{a}from"./chunk-273XMPOQ.js";import"./chunk-ZUIV5TJU.js";import"./chunk-MHQGNJN2.js";import"./chunk-FEXM5NGH.js";import"./chunk-YI2DFTQ2.js";import"./chunk-BU5NJKNJ.js";import"./chunk-42XQDWJ4.js";import"./chunk-ZRBE2MIJ.js";import"./chunk-BV6IFUIQ.js";export{a as renderMarkdown};

import{createRequire as requireOf}from'node:module';const require=requireOf(import.meta.url);
import{a}from"./chunk-7EK4I6JG.js";import"./chunk-ZUIV5TJU.js";import"./chunk-MHQGNJN2.js";import"./chunk-P3X75PO2.js";import"./chunk-C2PYGFOD.js";import"./chunk-CF5X5YZ7.js";import"./chunk-42XQDWJ4.js";import"./chunk-ZRBE2MIJ.js";import"./chunk-BV6IFUIQ.js";export{a as renderMarkdown};

import{createRequire as requireOf}from'node:module';const require=requireOf(import.meta.url);
import{a,b,c,d,e}from"./chunk-OP5V5MWH.js";import"./chunk-ELM2U3LQ.js";import"./chunk-BV6IFUIQ.js";export{c as defaultBranch,e as git,d as hasGit,b as mergeBase,a as openSnapshot};

import{createRequire as requireOf}from'node:module';const require=requireOf(import.meta.url);
import{a,b,c,d,e,f,g,h}from"./chunk-BM6NSSVK.js";import"./chunk-56L2OW6T.js";import"./chunk-PTMDJRDK.js";import"./chunk-42XQDWJ4.js";import"./chunk-BV6IFUIQ.js";export{f as defaultBranch,h as git,g as hasGit,e as mergeBase,b as openObjects,c as openSnapshot,a as prefixOf,d as snapshotIn};

import{createRequire as requireOf}from'node:module';const require=requireOf(import.meta.url);
import{a,b,c,d,e,f,g}from"./chunk-MFZJC2IR.js";import"./chunk-O5IXK6P7.js";import"./chunk-PTMDJRDK.js";import"./chunk-BV6IFUIQ.js";export{e as defaultBranch,g as git,f as hasGit,d as mergeBase,a as openObjects,b as openSnapshot,c as snapshotIn};

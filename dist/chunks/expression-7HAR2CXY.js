import{createRequire as requireOf}from'node:module';const require=requireOf(import.meta.url);
import{b as a}from"./chunk-3YL3EME2.js";import"./chunk-BV6IFUIQ.js";export{a as readExpression};

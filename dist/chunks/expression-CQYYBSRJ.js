import{createRequire as requireOf}from'node:module';const require=requireOf(import.meta.url);
import{b as a}from"./chunk-7XQ4K4EQ.js";import"./chunk-BV6IFUIQ.js";export{a as readExpression};

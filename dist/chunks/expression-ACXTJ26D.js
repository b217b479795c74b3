import{createRequire as requireOf}from'node:module';const require=requireOf(import.meta.url);
import{b as a}from"./chunk-7LE3K7QY.js";import"./chunk-5TXQA2DV.js";import"./chunk-OKDKIO3W.js";import"./chunk-BV6IFUIQ.js";export{a as readExpression};

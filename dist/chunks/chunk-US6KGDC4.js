import{createRequire as requireOf}from'node:module';const require=requireOf(import.meta.url);
var e=class extends Error{name="GitHubError";refusal;constructor(r,n){super(n),this.refusal=r}};export{e as a};

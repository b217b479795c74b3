/**
 * Stands in for json-schema-ref-parser inside the bundled json-schema-diff (build.ts), which is CommonJS: the schemas it
 * gets refer to nothing (src/containment/lost-values.ts), and nothing in one may make it open a file or an address.
 */
module.exports = function NoReferences() {
  return { dereference: async (_path, schema) => schema };
};

/** Mistakes in a manifest, each with every problem it must give; the parser's tests and those of the JSON Schema both run over them. */

export interface Mistake {
  readonly name: string;
  readonly text: string;
  /** `line:column message`, and after ` | ` the hint. Complete, and in order. */
  readonly problems: readonly string[];
  /** `refuses` what is wrong by its form alone; names, duplicates and YAML's own traps only the parser sees. */
  readonly schema: 'refuses' | 'accepts';
}

/** Lines 1 to 5 of every case that is about one flow. */
const HEAD = `{ version: 1,
integration: crm-to-erp,
systems: { crm: { spec: crm.yaml }, erp: { spec: erp.yaml } },
values: { countries: { DE: DEU } },
entities: { customer: { flows: [`;

/** One flow: its keys start in line 7, column 1. */
const flow = (keys: string): string => `${HEAD}\n{\n${keys}\n} ] } } }\n`;

/** One row in a flow: it starts in line 8, column 1. */
const row = (text: string): string => flow(`id: a, from: crm GET /a, to: erp POST /b, fields: [\n${text}\n]`);

/** Keys at the top level: they start in line 4, column 1. */
const top = (text: string): string => `version: 1
integration: crm-to-erp
systems: { crm: { spec: crm.yaml }, erp: { spec: erp.yaml } }
${text}
`;

const refuses = (name: string, text: string, ...problems: string[]): Mistake => ({
  name,
  text,
  problems,
  schema: 'refuses',
});
const accepts = (name: string, text: string, ...problems: string[]): Mistake => ({
  name,
  text,
  problems,
  schema: 'accepts',
});

const OPERATION = 'expected SYSTEM METHOD /path, SYSTEM operationId or SYSTEM webhook NAME, and perhaps a status';
const PATTERN = 'expected an operation or `*`, and a status: `erp POST /customers 409`, `erp * 5XX` or `* * 429`';
const PATTERN_HINT = 'the last word is the status: 409, 4XX, default, or * for every status';
const AN_ID = 'expected an id (a-z, 0-9, `.`, `_` and `-`, at most 64 characters, starting with a letter or digit)';
const A_NAME =
  'expected a name (letters, digits, `.`, `_` and `-`, at most 64 characters, starting with a letter or digit)';

const atTop: readonly Mistake[] = [
  refuses('no map', '- a\n', '1:1 expected a manifest, found a list'),
  refuses('text', 'hello\n', '1:1 expected a manifest, found the text `hello`'),
  refuses(
    'nothing required is there',
    'owners: []\n',
    "1:1 a manifest needs the key `version` | `version`: Version of the manifest's format.",
    '1:1 a manifest needs the key `integration` | `integration`: Name of the integration: reports and comments carry it.',
    '1:1 a manifest needs the key `systems` | `systems`: The systems, by the name that operations start with.',
  ),
  refuses(
    'a later version',
    'version: 2\nintegration: a\nsystems: { a: { spec: a.yaml } }\n',
    '1:10 expected the number 1, found the number 2 | this version of contract-guard reads `version: 1`',
  ),
  refuses(
    'a version in quotes',
    'version: "1"\nintegration: a\nsystems: { a: { spec: a.yaml } }\n',
    '1:10 expected the number 1, found the text `1` | this version of contract-guard reads `version: 1`',
  ),
  refuses(
    'a key of a description where a system names one: it is a manifest all the same',
    `version: 1
integration: crm-to-erp
systems: { crm: { spec: crm.yaml, openapi: 3.1.0 } }
entities: {}
`,
    '3:35 unknown key `openapi` | known here: spec, upstream, overlay, owners',
  ),
  refuses(
    'misspelt keys do not count as missing',
    'verison: 1\nIntegration: a\nsystem: { a: { spec: a.yaml } }\n',
    '1:1 unknown key `verison` | did you mean `version`?',
    '2:1 unknown key `Integration` | did you mean `integration`?',
    '3:1 unknown key `system` | did you mean `systems`?',
  ),
  refuses(
    'an unknown key like none',
    top('colour: red'),
    '4:1 unknown key `colour` | known here: $schema, version, integration, owners, systems, values, entities, workflows, exceptions, policy',
  ),
  refuses(
    'a merge key, which YAML 1.2 does not have',
    top('<<: { owners: [a] }'),
    '4:1 unknown key `<<` | known here: $schema, version, integration, owners, systems, values, entities, workflows, exceptions, policy',
  ),
  refuses('a key that is a list', top('? [a]\n: b'), '4:3 expected a key that is text'),
  refuses(
    'an integration that is no id',
    'version: 1\nintegration: CRM to ERP\nsystems: { a: { spec: a.yaml } }\n',
    `2:14 ${AN_ID}, found \`CRM to ERP\` | did you mean \`crm-to-erp\`?`,
  ),
  refuses(
    'an integration that nothing can be made of',
    'version: 1\nintegration: "***"\nsystems: { a: { spec: a.yaml } }\n',
    `2:14 ${AN_ID}, found \`***\``,
  ),
  refuses(
    'no systems, and two that are used',
    'version: 1\nintegration: a\nexceptions: [{ id: x, on: a GET /x 404, action: log }, { id: y, on: b * 5XX, action: log }]\n',
    '1:1 a manifest needs the key `systems` | `systems`: The systems, by the name that operations start with.',
  ),
  refuses(
    'no systems',
    'version: 1\nintegration: a\nsystems: {}\n',
    '3:10 expected a map of systems, found an empty map',
  ),
  refuses(
    'systems as a list',
    'version: 1\nintegration: a\nsystems: [crm]\n',
    '3:10 expected a map of systems, found a list',
  ),
  refuses(
    'a system without a value',
    'version: 1\nintegration: a\nsystems: { crm }\n',
    '3:12 expected a system, found nothing',
  ),
  refuses(
    'a system without a spec',
    'version: 1\nintegration: a\nsystems:\n  crm: { owner: [a] }\n',
    '4:8 a system needs the key `spec` | `spec`: The OpenAPI description, the last accepted version: a path relative to this file, or a URL.',
    '4:10 unknown key `owner` | did you mean `owners`?',
  ),
  refuses(
    'a system with a space in its name, and a blank spec',
    'version: 1\nintegration: a\nsystems:\n  the crm: { spec: " " }\n',
    `4:3 ${A_NAME}, found \`the crm\``,
    '4:20 expected the path or URL of an OpenAPI description, found blank text',
  ),
  refuses(
    'one owner',
    top('owners: integrations'),
    '4:9 expected a list of owners, found the text `integrations` | a list of one is written [integrations]',
  ),
  refuses(
    'one owner with a sign that stands in quotes',
    top('owners: "@acme/integrations"'),
    '4:9 expected a list of owners, found the text `@acme/integrations` | a list of one is written ["@acme/integrations"]',
  ),
  refuses(
    'an owner that is a number',
    top('owners: [4711]'),
    '4:10 expected the name of an owner, found the number 4711 | text stands in quotes here: "4711"',
  ),
  refuses(
    'an owner that is nothing',
    top('owners: [a, null, ~]'),
    '4:13 expected the name of an owner, found null',
    '4:19 expected the name of an owner, found null',
  ),
  refuses('owners that are a map', top('owners: { a: b }'), '4:9 expected a list of owners, found a map'),
  refuses(
    'policy',
    top('policy: { adjacent: off, unmapped: warn, levels: { Format: error, format-changed: er } }'),
    '4:21 expected `error` or `warning` or `info`, found `off`',
    '4:36 expected `error` or `warning` or `info`, found `warn` | did you mean `warning`?',
    '4:52 expected the id of a rule (like `enum-value-added`), found `Format`',
    '4:83 expected `error` or `warning` or `info` or `off`, found `er`',
  ),
  refuses(
    'an empty value table',
    top('values: { countries: {} }'),
    '4:22 expected a map from source values to target values, found an empty map',
  ),
  refuses(
    'a value table that is a list',
    top('values: { countries: [DE] }'),
    '4:22 expected a map from source values to target values, found a list',
  ),
  refuses(
    'a row whose target is a list',
    top('values: { countries: { DE: [D], FR } }'),
    '4:28 expected text, a number, true, false or null, found a list',
    '4:33 expected text, a number, true, false or null, found nothing',
  ),
  accepts(
    'rows that are not what they look like',
    top('values: { codes: { 012: a, b: +49, 0x1F: c, d: 12345678901234567890, e: .inf } }'),
    '4:20 `012` is read as the number 12 | write "012" in quotes if it is text, or the number in plain digits',
    '4:31 `+49` is read as the number 49 | write "+49" in quotes if it is text, or the number in plain digits',
    '4:36 `0x1F` is read as the number 31 | write "0x1F" in quotes if it is text, or the number in plain digits',
    '4:48 `12345678901234567890` is read as the number 12345678901234567000 | write "12345678901234567890" in quotes if it is text, or the number in plain digits',
    '4:73 `.inf` is read as the number Infinity | write ".inf" in quotes if it is text, or the number in plain digits',
  ),
  accepts(
    'a repeated key',
    top('owners: [a]\nowners: [b]'),
    '5:1 the key `owners` is repeated: it stands first at line 4, column 1',
  ),
  accepts(
    'a repeated row',
    top('values: { countries: { DE: D, FR: F, "DE": G } }'),
    '4:38 the key `DE` is repeated: it stands first at line 4, column 24',
  ),
  accepts(
    'a repeated system',
    'version: 1\nintegration: a\nsystems:\n  crm: { spec: a.yaml }\n  crm: { spec: b.yaml }\n',
    '5:3 the key `crm` is repeated: it stands first at line 4, column 3',
  ),
];

const flows: readonly Mistake[] = [
  refuses(
    'a flow without anything',
    flow(''),
    '6:1 a flow needs the key `id` | `id`: Stable and unique: reports and acknowledgements name it.',
    "6:1 a flow needs the key `from` | `from`: The source: an operation's success response, or the payload of a webhook or callback.",
    "6:1 a flow needs the key `to` | `to`: The target: an operation's request.",
    '6:1 expected `fields` or `reads` or `when` or `lookup` | a flow without any field guards nothing',
  ),
  refuses(
    'an id that is none',
    flow('id: Customer Create, from: crm GET /a, to: erp POST /b, reads: [a]'),
    `7:5 ${AN_ID}, found \`Customer Create\` | did you mean \`customer-create\`?`,
  ),
  refuses(
    'an id that is a number',
    flow('id: 12, from: crm GET /a, to: erp POST /b, reads: [a]'),
    `7:5 ${AN_ID}, found the number 12 | text stands in quotes here: "12"`,
  ),
  refuses(
    'an id of 65 characters',
    flow(`id: ${'a'.repeat(65)}, from: crm GET /a, to: erp POST /b, reads: [a]`),
    `7:5 ${AN_ID}, found \`${'a'.repeat(65)}\` | did you mean \`${'a'.repeat(64)}\`?`,
  ),
  accepts(
    'systems that are not declared',
    flow('id: a, from: cmr GET /a, to: warehouse POST /b, reads: [a]'),
    '7:14 no system is called `cmr` | did you mean `crm`?',
    '7:30 no system is called `warehouse` | known: `crm`, `erp`',
  ),
  refuses(
    'no system',
    flow('id: a, from: GET /a, to: erp POST /b, reads: [a]'),
    '7:14 malformed operation: expected the name of a system first, at character 1 of `GET /a` | write it like `crm GET /a`',
  ),
  refuses(
    'only a system',
    flow('id: a, from: crm, to: erp POST /b, reads: [a]'),
    `7:17 malformed operation: ${OPERATION}, at character 4 of \`crm\``,
  ),
  refuses(
    'a path in quotes, without its slash',
    flow('id: a, from: "crm GET a/{b}", to: erp POST /b, reads: [a]'),
    '7:23 malformed operation: expected a path, which starts with `/`, at character 9 of `crm GET a/{b}` | did you mean `/a/{b}`?',
  ),
  refuses(
    'words',
    flow('id: a, from: crm GET /a, to: erp POST /b, reads: [a], direction: backward, relation: narow'),
    '7:66 expected `forward` or `both`, found `backward`',
    '7:86 expected `exact` or `close` or `broad` or `narrow`, found `narow` | did you mean `narrow`?',
  ),
  refuses(
    'a list of fields that is text',
    flow('id: a, from: crm GET /a, to: erp POST /b, reads: a'),
    '7:50 expected a list of field paths, found the text `a` | a list of one is written [a]',
  ),
  refuses(
    'a comma that YAML takes for its own',
    row('{ from: a, to: b, transform: $round($, 2) }'),
    '8:40 unknown key `2)` | in `{ … }`, text with a comma in it stands in quotes',
  ),
  refuses(
    'a blank condition',
    flow('id: a, from: crm GET /a, to: erp POST /b, when: ""'),
    '7:49 expected a JSONata expression, found blank text',
  ),
  accepts(
    'the same id twice, in two entities',
    top(
      'entities:\n  a: { flows: [{ id: x, from: crm a, to: erp b, reads: [c] }] }\n  b: { flows: [{ id: x, from: crm a, to: erp b, reads: [c] }] }',
    ),
    '6:22 the flow id `x` is taken: it is used first at line 5, column 22',
  ),
  accepts(
    'the same id twice, once in a flow that is wrong otherwise too',
    top(
      'entities:\n  a: { flows: [{ id: x, from: crm a, to: erp b, reads: [c] }, { id: x, from: cmr a, to: erp b, reads: [c] }] }',
    ),
    '5:69 the flow id `x` is taken: it is used first at line 5, column 22',
    '5:78 no system is called `cmr` | did you mean `crm`?',
  ),
  accepts(
    'definitions of systems that are none',
    top('entities: { a: { definitions: { cmr: An account. } } }'),
    '4:33 no system is called `cmr` | did you mean `crm`?',
  ),
  refuses(
    'an entity with a sign in its name',
    top('entities: { a/b: { definitions: { crm: "" } } }'),
    `4:13 ${A_NAME}, found \`a/b\``,
    '4:40 expected a definition, found blank text',
  ),
  refuses(
    'a look-up without anything',
    flow('id: a, from: crm a, to: erp b, lookup: {}'),
    '7:40 a look-up needs the key `by` | by: { $request.query.where: ContactNumber }',
    '7:40 a look-up needs one system and its operation, found 0 | erp: GET /contacts',
  ),
  refuses(
    'a look-up in two systems',
    flow('id: a, from: crm a, to: erp b, lookup: { crm: a, erp: b, by: { $request.query.x: y } }'),
    '7:40 a look-up needs one system and its operation, found 2 | erp: GET /contacts',
  ),
  refuses(
    'a look-up with wrong parts',
    flow('id: a, from: crm a, to: erp b, lookup: { epr: /x, by: { $request.quer.x: a-b } }'),
    '7:42 no system is called `epr` | did you mean `erp`?',
    '7:47 malformed operation: expected a method before the path, at character 1 of `/x` | write it like `GET /x`',
    '7:66 malformed field path: expected one of `query`, `path`, `header`, `cookie`, `body`, at character 10 of `$request.quer.x` | did you mean `query`?',
    "7:75 malformed field path: expected `.`, `[` or the end of the path, at character 2 of `a-b` | a name with other signs is written ['a-b']",
  ),
  refuses(
    'a look-up that is text',
    flow('id: a, from: crm a, to: erp b, lookup: erp GET /x'),
    '7:40 expected a look-up: a map with a system and its operation, and `by`, found the text `erp GET /x`',
  ),
  refuses(
    'a look-up with an operation that is missing',
    flow('id: a, from: crm a, to: erp b, lookup: { erp, by: { a: b } }'),
    '7:42 expected a value, found nothing',
  ),
];

const FED = 'nothing feeds this target: name its source, or a constant with `value`';
const IGNORED = 'a field that is ignored is not sent';
const CONSTANT = 'a constant has no source; `default` is for a source that is missing';

const rows: readonly Mistake[] = [
  refuses('a row that is text', row('name'), '8:1 expected a field mapping, found the text `name`'),
  refuses(
    'nothing fed',
    row('{ to: a }'),
    `8:3 \`to\` needs \`from\` or \`value\` or \`transform\` or \`ignore\` | ${FED}`,
  ),
  refuses(
    'nothing fed but a default',
    row('{ to: a, default: 1 }'),
    `8:3 \`to\` needs \`from\` or \`value\` or \`transform\` or \`ignore\` | ${FED}`,
    '8:10 `default` needs `from` or `transform` or `value` | a target that always gets the same value is written with `value`',
  ),
  refuses(
    'nothing sent',
    row('{ from: a }'),
    '8:1 expected `to` or `ignore` | a field that is only read stands in the `reads` of the flow',
  ),
  refuses('a misspelt source is a source', row('{ form: a, to: b }'), '8:3 unknown key `form` | did you mean `from`?'),
  refuses(
    'value and from',
    row('{ from: a, to: b, value: 1 }'),
    `8:19 \`value\` and \`from\` exclude each other | ${CONSTANT}`,
  ),
  refuses(
    'value and from, the other way about',
    row('{ value: 1, to: b, from: a }'),
    `8:20 \`value\` and \`from\` exclude each other | ${CONSTANT}`,
  ),
  refuses(
    'ignore with to',
    row('{ from: a, ignore: not needed, to: b }'),
    `8:32 \`ignore\` and \`to\` exclude each other | ${IGNORED}`,
  ),
  refuses(
    'ignore without a field, and without a reason',
    row('{ ignore: "" }'),
    '8:3 `ignore` needs `from` | name the source field that is not sent',
    '8:11 expected a reason, found blank text',
  ),
  refuses(
    'a table and an expression',
    row('{ from: a, to: b, values: { c: d }, transform: e }'),
    '8:37 `values` and `transform` exclude each other | a value is changed by a table or by an expression, not by both',
  ),
  refuses(
    'unmapped without a table',
    row('{ from: a, to: b, unmapped: pass }'),
    '8:19 `unmapped` needs `values` | `unmapped` is about values without a row in a table',
  ),
  refuses(
    'unmapped that is no mode',
    row('{ from: a, to: b, values: countries, unmapped: faill }'),
    '8:48 expected `fail` or `pass` or `ignore`, found `faill` | did you mean `fail`?',
  ),
  refuses(
    'unmapped with a default misspelt',
    row('{ from: a, to: b, values: countries, unmapped: { defualt: 1 } }'),
    '8:50 unknown key `defualt` | did you mean `default`?',
  ),
  refuses(
    'unmapped that is a list',
    row('{ from: a, to: b, values: countries, unmapped: [] }'),
    '8:48 expected `fail` or `pass` or `ignore`, or a map with `default`, found a list',
  ),
  accepts(
    'a table that is not declared',
    row('{ from: a, to: b, values: countrys }'),
    '8:27 no value table is called `countrys` | did you mean `countries`?',
  ),
  refuses(
    'a table that is a number',
    row('{ from: a, to: b, values: 1 }'),
    '8:27 expected the name of a value table, or a map from source values to target values, found the number 1 | text stands in quotes here: "1"',
  ),
  refuses('no source in a list', row('{ from: [], to: b }'), '8:9 expected a list of field paths, found an empty list'),
  refuses(
    'take without a source',
    row('{ to: b, value: 1, take: frist }'),
    `8:20 \`value\` and \`take\` exclude each other | ${CONSTANT}`,
    '8:20 `take` needs `from` | `take` chooses between source fields',
    '8:26 expected `all` or `first`, found `frist` | did you mean `first`?',
  ),
  refuses('a key without a value', row('{ from: a, to }'), '8:12 expected a field path, found nothing'),
  accepts(
    'a constant with a number too large',
    row('{ to: b, value: { a: [1, 99999999999999999999], a: 1, ? [x] : 1 } }'),
    '8:26 `99999999999999999999` is read as the number 100000000000000000000 | write "99999999999999999999" in quotes if it is text, or the number in plain digits',
    '8:49 the key `a` is repeated: it stands first at line 8, column 19',
    '8:57 expected a key that is text',
  ),
  refuses(
    'field paths',
    row('{ from: [a..b, "a[", "a[-1]"], to: 1st }'),
    '8:12 malformed field path: expected a name: `..` is not supported, at character 3 of `a..b` | name each step on the way',
    '8:19 malformed field path: expected an index, a name in quotes, `*` or `?`, at character 3 of `a[` | [*] means every item',
    '8:25 malformed field path: expected an index from 0: a negative one is not supported, at character 3 of `a[-1]`',
    "8:36 malformed field path: expected a name, which starts with a letter or `_`, at character 1 of `1st` | a name with other signs is written ['1st']",
  ),
  refuses(
    'a field path in text that is folded',
    row('{ from: "a\n  -b", to: c }'),
    "8:9 malformed field path: expected `.`, `[` or the end of the path, at character 2 of `a -b` | a name with other signs is written ['a -b']",
  ),
];

const rest: readonly Mistake[] = [
  refuses(
    'a workflow without an operation',
    top('workflows: { a: { consistency: None. } }'),
    '4:17 expected `trigger` or `invokes` or `suppresses` | a workflow without any operation guards nothing',
  ),
  refuses(
    'a workflow',
    top('workflows: { a: { trigger: crm webhook, invokes: ["erp POST /a callback"], suppresses: [{ by: a }] } }'),
    '4:39 malformed operation: expected the name of the webhook, at character 12 of `crm webhook` | an operationId of this name stands in quotes: "webhook"',
    '4:72 malformed operation: expected the name of the callback, at character 21 of `erp POST /a callback`',
    '4:89 a suppressed effect needs the key `effect` | `effect`: What would happen otherwise.',
  ),
  refuses(
    'an exception without a status',
    top('exceptions: [{ id: a, on: erp POST /a, action: log }]'),
    `4:38 malformed operation pattern: ${PATTERN}, at character 12 of \`erp POST /a\` | ${PATTERN_HINT}`,
  ),
  refuses(
    'an exception of any system',
    top('exceptions: [{ id: a, on: "* POST /a 409", action: log }]'),
    '4:30 malformed operation pattern: expected `*`: an operation belongs to a system, at character 3 of `* POST /a 409` | an operation or `*`, and a status: `erp POST /customers 409`, `erp * 5XX` or `* * 429`',
  ),
  refuses(
    'an exception of any path',
    top('exceptions: [{ id: a, on: erp * /a 409, action: log }]'),
    '4:33 malformed operation pattern: expected the status after `*`, at character 7 of `erp * /a 409` | a pattern is a whole operation, or `*` for all of them',
  ),
  refuses(
    'an exception with a bad status',
    top('exceptions: [{ id: a, on: erp POST /a 4X, action: log }]'),
    `4:41 malformed operation pattern: ${PATTERN}, at character 15 of \`erp POST /a 4X\` | ${PATTERN_HINT}`,
  ),
  accepts(
    'an exception of a system that is none',
    top('exceptions: [{ id: a, on: epr * 409, action: log }]'),
    '4:27 no system is called `epr` | did you mean `erp`?',
  ),
  refuses(
    'an action that is none',
    top('exceptions: [{ id: a, on: erp * 409, action: escalated }]'),
    '4:46 expected `handle` or `escalate` or `log`, found `escalated` | did you mean `escalate`?',
  ),
  accepts(
    'two exceptions with one id',
    top('exceptions:\n  - { id: a, on: erp * 409, action: log }\n  - { id: a, on: erp * 410, action: log }'),
    '6:11 the exception id `a` is taken: it is used first at line 5, column 11',
  ),
];

export const mistakes: readonly Mistake[] = [...atTop, ...flows, ...rows, ...rest];

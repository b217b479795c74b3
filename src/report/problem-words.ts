/** Titles and explanations of the problems that no change of a description explains: the manifest itself was edited. */

export const PROBLEM_WORDS = {
  'source-operation-gone': {
    title: 'Source operation gone',
    message: 'an operation that the manifest names is not there',
  },
  'operation-renamed': {
    title: 'Operation has another name',
    message: 'the manifest names an operation as the new version no longer does',
  },
  'source-response-gone': { title: 'Source response gone', message: 'the response that the flow reads is not there' },
  'source-gone': { title: 'Source field gone', message: 'the field that is read is not there' },
  'source-may-be-missing': {
    title: 'Source may be missing',
    message: 'the row may send nothing where the target requires a value',
  },
  'source-may-be-null': { title: 'Source may be null', message: 'the row may send null where the target takes none' },
  'value-unmapped': {
    title: 'Value without a row',
    message: 'the value table leaves out a value that the source may send',
  },
  'value-refused': { title: 'Value refused', message: 'the row sends a value that the target does not take' },
  'type-refused': { title: 'Type refused', message: 'the row sends a type that the target does not take' },
  'format-refused': { title: 'Format refused', message: 'the row sends a format that the target does not take' },
  'limit-refused': { title: 'Limit exceeded', message: 'the row may send a value beyond the limits of the target' },
  'transform-fails': { title: 'Transform fails', message: 'the transform fails on a value that the source may send' },
  'transform-stopped': {
    title: 'Transform stopped',
    message: 'the transform takes more steps or room than it may',
  },
  'target-operation-gone': {
    title: 'Target operation gone',
    message: 'an operation that the manifest names is not there',
  },
  'target-body-gone': { title: 'Target body gone', message: 'the body that the flow writes is not there' },
  'target-body-refused': {
    title: 'Target body refused',
    message: 'the target takes no body of the members that the flow writes',
  },
  'target-gone': { title: 'Target field gone', message: 'the field that is written is not there' },
  'target-not-writable': { title: 'Target not writable', message: 'the field that is written cannot be set' },
  'condition-unmet': {
    title: 'Condition never met',
    message: 'the flow runs only with what the source never sends',
  },
  'row-dead': { title: 'Row for nothing', message: 'the value table has a row for what the source never sends' },
  'row-one-way': { title: 'Row goes one way only', message: 'the flow goes both ways, and the row does not' },
  deprecated: { title: 'Deprecated part in use', message: 'a part that is used is deprecated' },
  'owner-missing': { title: 'No owner', message: 'nobody is named who answers for it' },
  'trigger-payload-gone': {
    title: 'Payload of the trigger gone',
    message: 'what starts the workflow carries no payload',
  },
  'suppressor-gone': {
    title: 'Suppressing input gone',
    message: 'the input that holds a side effect back is not there',
  },
  'suppressor-refused': {
    title: 'Suppressing value refused',
    message: 'the value that holds a side effect back is not taken',
  },
  'effect-undeclared': {
    title: 'Side effect not declared',
    message: 'a call has a side effect that the manifest neither uses nor suppresses',
  },
  'status-uncaught': { title: 'Status not caught', message: 'an operation may answer what no exception catches' },
  'exception-dead': {
    title: 'Exception catches nothing',
    message: 'no used operation answers what the exception is for',
  },
  'read-gone': { title: 'Field of a handler gone', message: 'the field that a handler reads is not there' },
  'target-unfed': { title: 'Required input not fed', message: 'a required input is fed by no row' },
} satisfies Readonly<Record<string, { readonly title: string; readonly message: string }>>;

export type ProblemKind = keyof typeof PROBLEM_WORDS;

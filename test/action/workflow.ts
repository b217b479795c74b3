/** A workflow as GitHub runs it, as far as those in the docs need it: jobs, steps, conditions, permissions, artifacts. */
import { copyFileSync, cpSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { BOT, READ_ONLY } from './github.ts';
import { type ActionRun, newFolder, runAction } from './runner.ts';
import { checkout, type World } from './world.ts';

type Texts = Readonly<Record<string, string>>;

interface WorkflowStep {
  readonly uses: string;
  readonly id?: string;
  readonly if?: string;
  readonly with?: Readonly<Record<string, string | boolean | number>>;
}

export interface Workflow {
  readonly name?: string;
  readonly on: unknown;
  readonly permissions: Texts;
  readonly jobs: Readonly<Record<string, { readonly if?: string; readonly steps: readonly WorkflowStep[] }>>;
}

export interface Occasion {
  readonly world: World;
  readonly event: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly sha: string;
  /** Of a fork: GitHub takes every right to write from the token, whatever the workflow says. */
  readonly fork?: boolean;
  /** By name, a folder each; uploads are added. */
  readonly artifacts: Map<string, string>;
}

export interface WorkflowRun {
  readonly conclusion: 'success' | 'failure' | 'skipped';
  readonly action: ActionRun | undefined;
  /** What was uploaded to code scanning. */
  readonly sarif: readonly string[];
}

export const workflowOf = (text: string): Workflow => parse(text);

/** Throws for a step or an expression that it does not know, and for a step that lacks a permission. */
export async function runWorkflow({ permissions, jobs }: Workflow, occasion: Occasion): Promise<WorkflowRun> {
  const { world, event, payload, sha, fork = false, artifacts } = occasion;
  const may = (scope: string, right: 'read' | 'write'): boolean =>
    right === 'read' ? scope in permissions : permissions[scope] === 'write' && !fork;
  const need = (scope: string, right: 'read' | 'write'): void => {
    if (!may(scope, right)) throw new Error(`Resource not accessible by integration: ${scope}: ${right} is missing`);
  };
  const [job, ...others] = Object.values(jobs);
  if (job === undefined || others.length > 0) throw new Error('one job is expected');
  const outputs: Record<string, Texts> = {};
  const token = may('pull-requests', 'write') ? BOT : READ_ONLY;
  const contexts = { github: { event: payload, token }, steps: outputs };
  const empty: WorkflowRun = { conclusion: 'skipped', action: undefined, sarif: [] };
  if (job.if !== undefined && !holds(job.if, contexts)) return empty;
  const workspace = newFolder();
  const state: { failed: boolean; action: ActionRun | undefined; sarif: string[] } = {
    failed: false,
    action: undefined,
    sarif: [],
  };
  for (const step of job.steps) {
    if (step.if === undefined ? state.failed : !holds(step.if, contexts)) continue;
    const given = Object.fromEntries(
      Object.entries(step.with ?? {}).map(([name, value]) => [name, filled(String(value), contexts)]),
    );
    const input = (name: string): string => given[name] ?? '';
    const [action = ''] = step.uses.split('@');
    switch (action) {
      case 'actions/checkout':
        need('contents', 'read');
        cpSync(checkout(world, sha), workspace, { recursive: true });
        break;
      case 'contract-guard/contract-guard': {
        const run = await runAction({ workspace, event, payload, sha, token, apiUrl: world.github.url, inputs: given });
        state.action = run;
        state.failed ||= run.code !== 0;
        if (step.id !== undefined) outputs[step.id] = run.outputs;
        break;
      }
      case 'actions/upload-artifact': {
        // One file: it is at the artifact's root.
        const folder = newFolder();
        copyFileSync(input('path'), join(folder, basename(input('path'))));
        artifacts.set(input('name'), folder);
        break;
      }
      case 'actions/download-artifact':
        need('actions', 'read');
        if (input('run-id') === '' || input('github-token') === '')
          throw new Error('an artifact of another run needs both');
        cpSync(artifacts.get(input('name')) ?? 'no such artifact', workspace, { recursive: true });
        break;
      case 'github/codeql-action/upload-sarif':
        need('security-events', 'write');
        state.sarif.push(readFileSync(input('sarif_file'), 'utf8'));
        break;
      default:
        throw new Error(`no such action here: ${step.uses}`);
    }
  }
  return { conclusion: state.failed ? 'failure' : 'success', action: state.action, sarif: state.sarif };
}

function filled(text: string, contexts: object): string {
  return text.replace(/\$\{\{ *(.*?) *\}\}/g, (_, path: string) => lookUp(path, contexts));
}

/** Conditions are conjunctions; `always()` lets a step run after a failure. */
function holds(condition: string, contexts: object): boolean {
  return condition.split('&&').every((part) => {
    const term = part.trim();
    if (term === 'always()') return true;
    const [, path = '', sign, text] = /^([\w.-]+) (==|!=) '([^']*)'$/.exec(term) ?? [];
    if (sign === undefined) throw new Error(`no such condition here: ${term}`);
    return (lookUp(path, contexts) === text) === (sign === '==');
  });
}

/** What is not there is an empty text. `steps.x.outputs.y`: a step's outputs are kept without the word between. */
function lookUp(path: string, contexts: object): string {
  const steps = path.split('.').filter((step, index) => !(index === 2 && step === 'outputs'));
  let value: unknown = contexts;
  for (const step of steps) value = typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));

export type SourceFile = {
  /** From the root of the checkout, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  /** What it imports, `import type` and `import()` included: a path from the root, or a package's name. */
  readonly imports: readonly string[];
  /** How many lines each of its functions has. */
  readonly functionLines: readonly number[];
};

/** Every TypeScript file under these folders of the checkout, parsed. */
export function sourcesIn(...folders: readonly string[]): SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => readSource(relative(root, join(entry.parentPath, entry.name)))),
  );
}

function readSource(path: string): SourceFile {
  const text = readFileSync(join(root, path), 'utf8');
  const { module, program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} cannot be parsed: ${errors[0]?.message}`);
  const specifiers = [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) => entries.map(({ moduleRequest }) => moduleRequest?.value)),
    ...module.dynamicImports.map(({ moduleRequest }) =>
      text.slice(moduleRequest.start, moduleRequest.end).replaceAll(/['"`]/g, ''),
    ),
    ...[...text.matchAll(/typeof import\('([^']+)'\)/g)].map(([, specifier]) => specifier),
  ].filter((specifier) => specifier !== undefined);
  return {
    path,
    text,
    lines: text.split('\n').length - 1,
    imports: specifiers.map((specifier) => (specifier.startsWith('.') ? join(path, '..', specifier) : specifier)),
    functionLines: functionsIn(program).map(({ start, end }) => text.slice(start, end).split('\n').length),
  };
}

type Span = { readonly start: number; readonly end: number };

/** Every function, method and arrow function below this node of an ESTree. */
function functionsIn(node: unknown): Span[] {
  if (Array.isArray(node)) return node.flatMap(functionsIn);
  if (typeof node !== 'object' || node === null) return [];
  const inside = Object.values(node).flatMap(functionsIn);
  const isFunction = 'type' in node && /^(Arrow)?Function(Declaration|Expression)$/.test(String(node.type));
  if (!isFunction || !('start' in node) || !('end' in node)) return inside;
  return [{ start: Number(node.start), end: Number(node.end) }, ...inside];
}

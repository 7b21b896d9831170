// The program's own source as data: its files, what each imports, and whether only for types.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';

export interface Import {
  line: number;
  /** As it is written. */
  specifier: string;
  /** The path of a file of ours; undefined for packages. */
  file: string | undefined;
  /** `botkit` for `botkit/lib/core`, `node:fs` for `node:fs/promises`; undefined for files of ours. */
  packageName: string | undefined;
  /** Gone when the program runs. */
  typesOnly: boolean;
}

export interface Source {
  /** From the root of the repository: `flows/quiz/rules.ts`. */
  path: string;
  lines: number;
  tree: ts.SourceFile;
  imports: Import[];
}

/** Every TypeScript file under the folders, which are paths from the root of the repository. */
export function readSources(root: string, folders: readonly string[]): Source[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .sort()
      .map((name) => `${folder}/${name}`)
      .map((path) => readSource(path, readFileSync(join(root, path), 'utf8'))),
  );
}

export function readSource(path: string, text: string): Source {
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  return { path, lines: text.trimEnd().split('\n').length, tree, imports: importsOf(path, tree) };
}

/** Calls `visit` with every node of the file, from the top. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

export function lineOf(node: ts.Node): number {
  const tree = node.getSourceFile();
  return tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
}

function importsOf(path: string, tree: ts.SourceFile): Import[] {
  const found: Import[] = [];
  walk(tree, (node) => {
    const read = readImport(node);
    if (!read) return;
    const { specifier, typesOnly } = read;
    const own = specifier.startsWith('.');
    found.push({
      line: lineOf(node),
      specifier,
      typesOnly,
      file: own ? normalize(join(dirname(path), specifier)) : undefined,
      packageName: own ? undefined : packageOf(specifier),
    });
  });
  return found;
}

function readImport(node: ts.Node): { specifier: string; typesOnly: boolean } | undefined {
  if (ts.isImportDeclaration(node)) return { specifier: textOf(node.moduleSpecifier), typesOnly: importsTypes(node) };
  if (ts.isExportDeclaration(node) && node.moduleSpecifier)
    return { specifier: textOf(node.moduleSpecifier), typesOnly: exportsTypes(node) };
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
    return { specifier: textOf(node.argument.literal), typesOnly: true };
  if (ts.isCallExpression(node) && (node.expression.kind === ts.SyntaxKind.ImportKeyword || isRequire(node)))
    return { specifier: textOf(node.arguments[0]), typesOnly: false };
  return undefined;
}

function isRequire({ expression }: ts.CallExpression): boolean {
  return ts.isIdentifier(expression) && expression.text === 'require';
}

function importsTypes({ importClause }: ts.ImportDeclaration): boolean {
  if (!importClause) return false;
  if (importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const { name, namedBindings } = importClause;
  return !name && !!namedBindings && ts.isNamedImports(namedBindings) && allTypes(namedBindings.elements);
}

function exportsTypes({ isTypeOnly, exportClause }: ts.ExportDeclaration): boolean {
  return isTypeOnly || (!!exportClause && ts.isNamedExports(exportClause) && allTypes(exportClause.elements));
}

function allTypes(names: readonly { isTypeOnly: boolean }[]): boolean {
  return names.length > 0 && names.every((name) => name.isTypeOnly);
}

/** What cannot be read here (a computed name) fits no rule and is reported. */
function textOf(node: ts.Node | undefined): string {
  return node && ts.isStringLiteralLike(node) ? node.text : 'a computed name';
}

function packageOf(specifier: string): string {
  const [first = '', second] = specifier.split('/');
  return first.startsWith('@') ? `${first}/${second}` : first;
}

import ts from "typescript";

const FILES = new Map<string, ts.SourceFile | undefined>();
const OPTIONS: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  types: [],
  lib: ["lib.es5.d.ts"],
  target: ts.ScriptTarget.ES2023,
};

/** What the compiler has against a module. */
export function faultsOf(text: string): string[] {
  const host = ts.createCompilerHost(OPTIONS);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, options) => {
    if (name === "types.ts") return ts.createSourceFile(name, text, options);
    if (!FILES.has(name)) FILES.set(name, read(name, options));
    return FILES.get(name);
  };
  const program = ts.createProgram(["types.ts"], OPTIONS, host);
  const file = program.getSourceFile("types.ts");
  return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
    ({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"),
  );
}

// Runs Python in Pyodide: reads one JSON object with `code` per line, writes one with `value`, `printed` and `error`.
import { createInterface } from "node:readline";

const [pyodideFolder, studentFolder] = process.argv.slice(2);
const { loadPyodide } = await import(`${pyodideFolder}/pyodide.mjs`);
const pyodide = await loadPyodide();
let printed = "";
const keep = { write: (bytes) => ((printed += new TextDecoder().decode(bytes)), bytes.length) };
pyodide.setStdout(keep);
pyodide.setStderr(keep);
pyodide.FS.mkdirTree("/student");
pyodide.mountNodeFS("/student", studentFolder);
process.stdout.write('{"value": "ready"}\n');

for await (const line of createInterface({ input: process.stdin })) {
  printed = "";
  const answer = {};
  const globals = pyodide.toPy({ __name__: "__main__" });
  try {
    answer.value = pyodide.runPython(JSON.parse(line).code, { globals });
  } catch (error) {
    answer.error = String(error.message);
  }
  globals.destroy();
  process.stdout.write(JSON.stringify({ ...answer, printed }) + "\n");
}

import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { createInterface } from "node:readline";

/** A Worker to run on workerd itself, without the proxy that wrangler dev puts before it. */
export interface Program {
  /** File name of the main module in `directory`. */
  readonly main: string;
  readonly directory: string;
  /** The class of its Durable Objects behind each binding. */
  readonly objects: Readonly<Record<string, string>>;
}

export interface Runtime {
  readonly url: string;
  /** Of a second Worker on the same objects, which remembers nothing of what the first does. */
  readonly secondUrl: string;
  readonly process: ChildProcess;
  /** Resolves when the process has ended. */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

// Node and Vitest disagree on what the default import of this CommonJS package is.
const workerd: { readonly default: string } = createRequire(import.meta.url)("workerd");

/** Bundles this repository's Worker as a deploy would. */
export function bundleFoldlog(): Program {
  const directory = temporary("bundle");
  const built = spawnSync("wrangler", ["deploy", "--dry-run", "--outdir", directory], {
    encoding: "utf8",
  });
  if (built.status !== 0) throw new Error(built.stdout + built.stderr);
  const objects = {
    LOG: "EventLog",
    PRODUCER_OBJECT: "Producer",
    VIEW: "View",
    DIRECTORY: "Directory",
  };
  return { main: "index.js", directory, objects };
}

type Variables = Readonly<Record<string, string>>;

const OPEN: Variables = { ACCESS: "open", PRODUCER: "on" };

/** Starts a program on a free port, with its objects' databases in `data`. */
export async function startWorkerd(
  program: Program,
  data: string,
  variables = OPEN,
): Promise<Runtime> {
  mkdirSync(data, { recursive: true });
  const config = join(program.directory, `${basename(data)}.capnp`);
  writeFileSync(config, configText(program, data, variables));
  const child = spawn(workerd.default, ["serve", config, "--control-fd=3"], {
    stdio: ["ignore", "inherit", "inherit", "pipe"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const ports = await listeningPorts(child);
  const urlOf = (socket: string) => `http://127.0.0.1:${ports.get(socket)}`;
  return {
    url: urlOf("http"),
    secondUrl: urlOf("second"),
    process: child,
    stop: (signal = "SIGTERM") => {
      child.kill(signal);
      return ended;
    },
  };
}

/** A new directory that goes when this process does. */
export function temporary(name: string): string {
  const directory = mkdtempSync(join(tmpdir(), `foldlog-${name}-`));
  process.on("exit", () => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

function configText(
  { main, directory, objects }: Program,
  data: string,
  variables: Variables,
): string {
  const date = /compatibility_date = "(.*)"/.exec(readFileSync("wrangler.toml", "utf8"))?.[1];
  if (!readdirSync(directory).includes(main)) throw new Error(`${directory} has no ${main}`);
  const bindingsTo = (place: string) =>
    Object.entries(objects)
      .map(
        ([name, className]) =>
          `    (name = "${name}", durableObjectNamespace = (className = "${className}"${place})),`,
      )
      .join("\n");
  const texts = Object.entries(variables)
    .map(([name, text]) => `    (name = "${name}", text = ${JSON.stringify(text)}),`)
    .join("\n");
  const namespaces = Object.values(objects).map(
    (name) => `    (className = "${name}", uniqueKey = "${name}", enableSql = true),`,
  );
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .program),
    (name = "second", worker = .second),
    (name = "data", disk = (path = "${data}", writable = true)),
  ],
  sockets = [
    (name = "http", address = "127.0.0.1:0", http = (), service = "main"),
    (name = "second", address = "127.0.0.1:0", http = (), service = "second"),
  ],
);
const program :Workerd.Worker = (
  modules = [(name = "${main}", esModule = embed "${main}")],
  compatibilityDate = "${date}",
  bindings = [
${texts}
${bindingsTo("")}
  ],
  durableObjectNamespaces = [
${namespaces.join("\n")}
  ],
  durableObjectStorage = (localDisk = "data"),
);
const second :Workerd.Worker = (
  modules = [(name = "${main}", esModule = embed "${main}")],
  compatibilityDate = "${date}",
  bindings = [
${texts}
${bindingsTo(', serviceName = "main"')}
  ],
);
`;
}

/** workerd tells on its control descriptor when a socket listens, and where. */
async function listeningPorts(child: ChildProcess): Promise<ReadonlyMap<string, number>> {
  const control = child.stdio[3];
  if (!control || !("read" in control)) throw new Error("workerd has no control descriptor");
  const ports = new Map<string, number>();
  for await (const line of createInterface({ input: control })) {
    const event: { event: string; socket?: string; port?: number } = JSON.parse(line);
    if (event.event !== "listen" || event.port === undefined) continue;
    ports.set(event.socket ?? "", event.port);
    if (ports.size === 2) return ports;
  }
  throw new Error("workerd ended before it listened");
}

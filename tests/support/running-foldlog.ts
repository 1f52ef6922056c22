import { Foldlog } from "../../client/foldlog.ts";
import { FaultyProxy } from "./faulty-proxy.ts";
import { bundleFoldlog, startWorkerd, temporary, type Runtime } from "./workerd.ts";

/** Foldlog on workerd with an empty log, and a proxy before it. */
export class RunningFoldlog implements AsyncDisposable {
  readonly proxy: FaultyProxy;
  /** Through the proxy. */
  readonly far: Foldlog;
  readonly #data: string;
  #runtime: Runtime;

  private constructor(data: string, runtime: Runtime, proxy: FaultyProxy) {
    this.#data = data;
    this.#runtime = runtime;
    this.proxy = proxy;
    this.far = new Foldlog(proxy.url);
  }

  static async start(): Promise<RunningFoldlog> {
    const data = temporary("client");
    const runtime = await startWorkerd(bundle(), data);
    return new RunningFoldlog(data, runtime, await FaultyProxy.start(runtime.url));
  }

  /** Straight to the runtime. */
  get near(): Foldlog {
    return new Foldlog(this.#runtime.url);
  }

  kill(): Promise<void> {
    return this.#runtime.stop("SIGKILL");
  }

  /** Starts again on the same data. */
  async revive(): Promise<void> {
    this.#runtime = await startWorkerd(bundle(), this.#data);
    this.proxy.target = this.#runtime.url;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.proxy[Symbol.asyncDispose]();
    await this.kill();
  }
}

let bundled: ReturnType<typeof bundleFoldlog> | undefined;

function bundle() {
  bundled ??= bundleFoldlog();
  return bundled;
}

import {
  createServer,
  request,
  type ClientRequest,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";

/** What goes wrong with one request. */
export interface Fault {
  /** The connection closes without an answer. */
  readonly refuse?: boolean;
  /** The request is carried out, and its answer is lost. */
  readonly loseAnswer?: boolean;
  /** The connection breaks behind so many bytes of the request's body, if it has more. */
  readonly cutRequestAfter?: number;
  /** The connection breaks behind so many bytes of the answer. */
  readonly cutAfter?: number;
  /** A subscription begins so many positions before where it was asked to. */
  readonly rewind?: number;
  /** Answered here, with no content. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Stands between a client and a server, and breaks what it is told to. */
export class FaultyProxy implements AsyncDisposable {
  /** Where requests go. */
  target: string;
  /** For the requests to come, one each. */
  readonly faults: Fault[] = [];
  /** The paths of the requests that came, with their queries. */
  readonly asked: string[] = [];
  /** Answers under way. */
  open = 0;
  readonly #server = createServer((from, to) => this.#take(from, to));
  #port = 0;

  private constructor(target: string) {
    this.target = target;
  }

  static async start(target: string): Promise<FaultyProxy> {
    const proxy = new FaultyProxy(target);
    await proxy.up();
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** From now on connections are refused, and those that are open break. */
  async down(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  async up(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(this.#port, "127.0.0.1", resolve));
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a port
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#server.listening) await this.down();
  }

  #take(from: IncomingMessage, to: ServerResponse): void {
    const path = from.url ?? "/";
    this.asked.push(path);
    const fault = this.faults.shift() ?? {};
    if (fault.refuse) return void from.socket.destroy();
    if (fault.status !== undefined) return void to.writeHead(fault.status, fault.headers).end();
    const rewound = path.replace(
      /\bafter=(\d+)/,
      (_, after) => `after=${Math.max(0, Number(after) - (fault.rewind ?? 0))}`,
    );
    const { method, headers } = from;
    const onward = request(this.target + rewound, { method, headers }, (answer) =>
      this.#give(answer, to, fault),
    );
    onward.on("error", () => to.destroy());
    to.on("close", () => onward.destroy());
    if (fault.cutRequestAfter === undefined) from.pipe(onward);
    else cutShort(from, onward, fault.cutRequestAfter);
  }

  #give(answer: IncomingMessage, to: ServerResponse, { loseAnswer, cutAfter }: Fault): void {
    this.open += 1;
    to.on("close", () => (this.open -= 1));
    let left = cutAfter ?? Infinity;
    if (!loseAnswer) {
      to.writeHead(answer.statusCode ?? 502, answer.headers);
      to.flushHeaders();
    }
    answer.on("data", (chunk: Buffer) => {
      if (loseAnswer) return;
      const part = chunk.subarray(0, left);
      left -= part.length;
      // What was written is flushed before the connection breaks.
      to.write(part, () => left === 0 && to.destroy());
    });
    answer.on("error", () => to.destroy());
    answer.on("end", () => (loseAnswer ? to.destroy() : to.end()));
  }
}

function cutShort(from: IncomingMessage, onward: ClientRequest, bytes: number): void {
  let left = bytes;
  from.on("data", (chunk: Buffer) => {
    const part = chunk.subarray(0, left);
    left -= part.length;
    onward.write(part, () => part.length < chunk.length && from.socket.destroy());
  });
  from.on("end", () => onward.end());
}

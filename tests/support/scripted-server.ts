import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface Scripted {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Close the connection instead of answering. */
  readonly hangUp?: boolean;
  /** Do not answer. */
  readonly never?: boolean;
}

export interface ScriptedServer extends AsyncDisposable {
  readonly url: string;
  /** The bodies that came. */
  readonly received: string[];
  /** The paths that were asked for, with their queries. */
  readonly paths: string[];
  /** The Idempotency-Keys that came; "" where there was none. */
  readonly keys: string[];
  /** The headers Authorization that came; "" where there was none. */
  readonly authorizations: string[];
}

/** A server that gives one answer after the other, the last one again and again. */
export async function scriptedServer(answers: readonly Scripted[]): Promise<ScriptedServer> {
  const received: string[] = [];
  const paths: string[] = [];
  const keys: string[] = [];
  const authorizations: string[] = [];
  const server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk: Buffer) => (text += chunk.toString()));
    request.on("end", () => {
      const answer = answers[Math.min(received.length, answers.length - 1)];
      received.push(text);
      paths.push(request.url ?? "");
      keys.push(String(request.headers["idempotency-key"] ?? ""));
      authorizations.push(request.headers.authorization ?? "");
      if (!answer || answer.hangUp) {
        request.socket.destroy();
      } else if (!answer.never) {
        response.writeHead(answer.status, {
          "content-type": "application/json",
          ...answer.headers,
        });
        response.end(answer.body ?? "{}");
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a port
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    paths,
    keys,
    authorizations,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

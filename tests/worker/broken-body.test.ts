import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundleFoldlog, startWorkerd, temporary, type Runtime } from "../support/workerd.ts";

const HEAD = [
  "POST /event HTTP/1.1",
  "Host: foldlog.test",
  "Content-Type: application/json",
  "Connection: close",
  "Transfer-Encoding: chunked",
  "",
  "",
].join("\r\n");

describe("a body that breaks off", () => {
  let runtime: Runtime;
  beforeAll(async () => {
    runtime = await startWorkerd(bundleFoldlog(), temporary("broken-body"));
  });
  afterAll(() => runtime.stop());

  it("is answered by a problem, and recorded nothing", async () => {
    const answer = await exchange(runtime.url, `${HEAD}5\r\n{"typ\r\nzz\r\n`);
    expect(answer).toContain("HTTP/1.1 400");
    expect(answer).toContain('"type":"/problems/invalid-body"');
    const head = await fetch(`${runtime.url}/v1/head`);
    expect(await head.json()).toMatchObject({ position: 0 });
  });
});

/** Sends bytes as they are; what came until the server closed the connection. */
function exchange(url: string, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    let text = "";
    socket.on("data", (chunk: Buffer) => (text += chunk.toString()));
    socket.on("close", () => resolve(text));
    socket.on("error", reject);
    socket.write(bytes);
  });
}

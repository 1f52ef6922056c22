import { MAX_PAGE_BYTES } from "../core/limits.ts";
import type { Slice, SliceRequest } from "../durable/log-rpc.ts";
import type { Env } from "./env.ts";
import { askLog } from "./log.ts";

/** Slices behind one page. A filter that matches next to nothing makes a short page, whose link goes on. */
const MAX_SLICES = 50;
/** Bytes; see Slice. */
const LONGEST_SLICE = 1_000_000;

export interface EventPage {
  /** JSON text of the events, separated by commas. */
  readonly text: string;
  /** As in Slice. */
  readonly next: number | null;
  readonly end: number;
  readonly closed: boolean;
}

/** A page of `request.limit` events, fewer where it would be too long or take too long to find them. */
export async function readPage(env: Env, request: SliceRequest): Promise<EventPage> {
  const texts: string[] = [];
  let page = { next: null as number | null, end: 0, closed: false };
  let [bytes, read] = [0, 0];
  for await (const slice of slices(env, request)) {
    // A list ends where the log ended when its first slice was read, so that one tells whether it is closed.
    page = read === 0 ? slice : { ...page, next: slice.next };
    if (slice.count > 0) texts.push(slice.text);
    bytes += slice.bytes;
    read += 1;
    if (bytes + LONGEST_SLICE > MAX_PAGE_BYTES || read === MAX_SLICES) break;
  }
  const { next, end, closed } = page;
  return { text: texts.join(), next, end, closed };
}

/** What stands around the events of a streamed list. */
export interface Frame {
  readonly open: string;
  readonly close: string;
  /** The whole list, if there are no events. */
  readonly empty: string;
}

/** Streams a list in bounded memory: a slice is read when the one before it has been taken. */
export async function streamEvents(
  env: Env,
  request: SliceRequest,
  frame: Frame,
): Promise<ReadableStream<Uint8Array>> {
  const chunks = encodeChunks(slices(env, request), request.separator, frame);
  // The first is read here, so that what fails at once fails as a problem and not as a broken stream.
  let chunk = await chunks.next();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (chunk.done) return controller.close();
      controller.enqueue(chunk.value);
      chunk = await chunks.next();
    },
  });
}

async function* encodeChunks(
  list: AsyncIterable<Slice>,
  separator: string,
  frame: Frame,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let before = frame.open;
  let empty = true;
  for await (const { text, count } of list) {
    if (count === 0) continue;
    yield encoder.encode(before + text);
    [before, empty] = [separator, false];
  }
  yield encoder.encode(empty ? frame.empty : frame.close);
}

/** The slices of a list, which ends where the log ended when the first was read. */
async function* slices(env: Env, request: SliceRequest): AsyncGenerator<Slice> {
  let rest = request;
  for (;;) {
    const asked = rest;
    const slice = await askLog(env, (log) => log.slice(asked));
    yield slice;
    const limit = rest.limit - slice.count;
    if (slice.next === null || limit <= 0) return;
    rest = following(rest, slice, limit);
  }
}

/** What remains of a request behind a slice. */
function following(request: SliceRequest, { next, end }: Slice, limit: number): SliceRequest {
  if (next === null) return { ...request, limit: 0 };
  if (request.direction === "backward") return { ...request, limit, before: next };
  return { ...request, limit, after: next, before: Math.min(request.before, end + 1) };
}

import { expect } from "vitest";
import { Collector, type CollectorOptions, type DroppedEvent } from "../../client/collector.ts";
import { FaultyProxy, type Fault } from "./faulty-proxy.ts";
import { ManualClock } from "./manual-clock.ts";
import { ScriptedEye } from "./scripted-eye.ts";

/** A collector of "Shop", with a network that fails and an Eye. Its chance is always one half. */
export class Collecting implements AsyncDisposable {
  readonly clock = new ManualClock();
  readonly dropped: DroppedEvent[] = [];
  readonly eye: ScriptedEye;
  readonly proxy: FaultyProxy;
  collector: Collector;
  readonly #options: Partial<CollectorOptions>;

  private constructor(eye: ScriptedEye, proxy: FaultyProxy, options: Partial<CollectorOptions>) {
    this.eye = eye;
    this.proxy = proxy;
    this.#options = options;
    this.collector = this.another();
  }

  static async started(options: Partial<CollectorOptions> = {}): Promise<Collecting> {
    const eye = await ScriptedEye.started();
    return new Collecting(eye, await FaultyProxy.start(eye.url), options);
  }

  another(): Collector {
    return new Collector({
      url: this.proxy.url,
      application: "Shop",
      clock: this.clock,
      chance: () => 0.5,
      onDropped: (dropped) => this.dropped.push(dropped),
      ...this.#options,
    });
  }

  fail(...faults: readonly Fault[]): void {
    this.proxy.faults.push(...faults);
  }

  /** Collects clicks; their ids. */
  click(count: number, more: object = {}): string[] {
    const ids = Array.from({ length: count }, (_, n) =>
      this.collector.collect("click", { n, ...more }),
    );
    return ids.filter((id) => id !== undefined);
  }

  /** When these and no others wait for their time. */
  async waits(...expected: readonly number[]): Promise<void> {
    await expect.poll(() => this.clock.waits()).toEqual(expected);
  }

  /** When these have arrived, and the answer with them. */
  async arrived(ids: readonly string[]): Promise<void> {
    await expect.poll(() => [...this.eye.events.keys()]).toEqual(ids);
    await expect.poll(() => this.collector.status().waiting).toBe(0);
  }

  /** Of the requests that came. */
  get sizes(): number[] {
    return this.eye.received.map(({ ids }) => ids.length);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.proxy[Symbol.asyncDispose]();
    await this.eye[Symbol.asyncDispose]();
  }
}

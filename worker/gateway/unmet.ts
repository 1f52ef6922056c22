import type { Premise } from "../../durable/log-rpc.ts";

/**
 * What no stream is: the log looks for known identities before it looks at premises, so a command with these is
 * a question whether it has been carried out before.
 */
export function unmet(stream: string): readonly Premise[] {
  return [
    { stream, expected: "exists" },
    { stream, expected: "none" },
  ];
}

import { failure, type Failure } from "../core/problem.ts";

/** Carries out commands in order: what one throws is its own answer, and keeps no other from being carried out. */
export function eachForItself<Command, Answer>(
  commands: readonly Command[],
  carryOut: (command: Command) => Answer,
): (Answer | Failure)[] {
  return commands.map((command) => {
    try {
      return carryOut(command);
    } catch (error) {
      console.error(error);
      return failure("internal-error", "The command failed for a reason that is not its own.");
    }
  });
}

import { partOfCategory, type Part } from "../../core/scope.ts";
import { quarantineStream } from "../gateway/topic.ts";
import { applicationOf, SESSION_CATEGORY } from "./events.ts";

/** What an application has of a part of the log; `undefined`: all of it. */
export function partOf(of: string, application: string | undefined): Part {
  return application === undefined ? of : { of, application };
}

/** The sessions of an application; `undefined`: all. */
export function sessionsOf(application: string | undefined): Part {
  return partOf(partOfCategory(SESSION_CATEGORY), application);
}

/** A quarantine by its name. */
export function quarantinePart(name: string): Part {
  return partOf(quarantineStream(name), applicationOf(name));
}

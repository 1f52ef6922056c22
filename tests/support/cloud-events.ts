import * as fc from "fast-check";
import { parseJson, type Json } from "../../core/json.ts";

/** A CloudEvent in its JSON format. What is undefined is not there. */
export type CloudEvent = { readonly [name: string]: Json | undefined };

const plain = /[^\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]/u;
const text = (length: { minLength?: number; maxLength: number }) =>
  fc.string({
    unit: fc
      .oneof(fc.string({ unit: "binary", minLength: 1, maxLength: 1 }))
      .filter((unit) => plain.test(unit)),
    ...length,
  });

const uri = fc.oneof(
  fc.webUrl({ withFragments: true, withQueryParameters: true, size: "small" }),
  fc.uuid().map((id) => `urn:uuid:${id}`),
);
const uriReference = fc.oneof(uri, fc.constantFrom("/shop/1", "a%20b", "//h:1?q#f", "../x;y=z"));
const time = fc
  .date({ noInvalidDate: true, min: new Date(0), max: new Date("9999-12-31") })
  .map((date) => date.toISOString());

/** A value of each type that an attribute may have. */
const attribute: fc.Arbitrary<Json> = fc.oneof(
  fc.boolean(),
  fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
  text({ maxLength: 30 }),
  fc.base64String({ maxLength: 30 }),
  uri,
  uriReference,
  time,
);
const OTHERS = /^(specversion|id|source|type|subject|time|datacontenttype|dataschema|data)$/;
const name = fc.stringMatching(/^[a-z0-9]{1,20}$/).filter((word) => !OTHERS.test(word));

/** JSON that every reader keeps. */
const data = fc.jsonValue({ maxDepth: 3, stringUnit: "binary" }).map((value): Json => {
  const fitting = (_: string, member: unknown) =>
    Number.isInteger(member) && !Number.isSafeInteger(member) ? 0 : member;
  return parseJson(JSON.stringify(value, fitting));
});

/** CloudEvents with all that a CloudEvent may have and Foldlog takes. */
export const cloudEvent: fc.Arbitrary<CloudEvent> = fc
  .record(
    {
      specversion: fc.constant("1.0"),
      id: text({ minLength: 1, maxLength: 60 }),
      source: uriReference,
      type: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._~-]{0,63}$/),
      subject: text({ minLength: 1, maxLength: 60 }).map((id) => `ticket-${id}`),
      time,
      datacontenttype: fc.constantFrom("application/json", "text/json", "Application/x+json;v=1"),
      dataschema: uri,
      data,
    },
    { requiredKeys: ["specversion", "id", "source", "type", "subject"] },
  )
  .chain((event) =>
    fc
      .dictionary(name, attribute, { maxKeys: 4, noNullPrototype: true })
      .map((extensions) => Object.assign(extensions, event)),
  );

/** What is given back for an event that was sent: the same, and what it was given besides. */
export function asGivenBack(sent: CloudEvent, given: CloudEvent): CloudEvent {
  const { time: occurred, sequence, recordedtime } = given;
  const type = "data" in sent ? { datacontenttype: "application/json" } : {};
  const back = { sequence, recordedtime, time: occurred, ...type, ...sent };
  if ("data" in sent) return back;
  const { datacontenttype: _, ...rest } = back;
  return rest;
}

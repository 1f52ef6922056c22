import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CATEGORY, categoryOf, EVENT_ID, EVENT_TYPE, SOURCE, STREAM } from "../../core/names.ts";

interface Table {
  readonly name: string;
  readonly pattern: RegExp;
  readonly accepted: Readonly<Record<string, string>>;
  readonly refused: Readonly<Record<string, string>>;
}

const tables: readonly Table[] = [
  {
    name: "EVENT_TYPE",
    pattern: EVENT_TYPE,
    accepted: {
      "a letter": "a",
      "a digit": "0",
      "capital letters": "INCREMENT",
      "camel case": "OrderCreated",
      "dots, lines, tildes": "com.example.order_created~v1-2",
      "64 characters": "a".repeat(64),
    },
    refused: {
      nothing: "",
      "65 characters": "a".repeat(65),
      "a dot first": ".a",
      "a hyphen first": "-a",
      "a line below first": "_a",
      "a tilde first": "~a",
      "a space": "a b",
      "a slash": "a/b",
      "a colon": "a:b",
      "a letter with an accent": "é",
      "a line break behind it": "a\n",
      "a line break before it": "\na",
    },
  },
  {
    name: "CATEGORY",
    pattern: CATEGORY,
    accepted: {
      "a letter": "a",
      "letters and digits": "counter2",
      "32 characters": "a".repeat(32),
    },
    refused: {
      nothing: "",
      "33 characters": "a".repeat(33),
      "a capital letter": "Counter",
      "a digit first": "1a",
      "a hyphen": "a-b",
      "a line below": "a_b",
      "a dot": "a.b",
      "a letter with an accent": "é",
      "a line break behind it": "a\n",
    },
  },
  {
    name: "STREAM",
    pattern: STREAM,
    accepted: {
      "a category and an id": "counter-main",
      "an id of one character": "a-1",
      "a hyphen as the id": "a--",
      "hyphens in the id": "account-2021-02-03",
      "an id in capital letters": "a-ABC",
      "spaces in the id": "a- b c ",
      "slashes in the id": "a-b/c?d#e%2F",
      "an id of another script": "a-заказ",
      "a line separator in the id": "a-\u2028",
      "an id of 200 characters": `a-${"b".repeat(200)}`,
      "an id of 200 characters beyond U+FFFF": `a-${"😀".repeat(200)}`,
      "a category of 32 characters": `${"a".repeat(32)}-1`,
    },
    refused: {
      nothing: "",
      "a category alone": "counter",
      "no id": "counter-",
      "no category": "-main",
      "a category with a capital letter": "Counter-main",
      "a category with a digit first": "1a-main",
      "a category with a dot": "a.b-main",
      "a category of 33 characters": `${"a".repeat(33)}-1`,
      "an id of 201 characters": `a-${"b".repeat(201)}`,
      "an id of 201 characters beyond U+FFFF": `a-${"😀".repeat(201)}`,
      "a NUL": "a-\0",
      "a tab": "a-b\tc",
      "a line break": "a-b\nc",
      "a line break behind it": "a-b\n",
      "a DEL": "a-\u007F",
      "a control character above ASCII": "a-\u0085",
      "a space before it": " a-b",
    },
  },
  {
    name: "EVENT_ID",
    pattern: EVENT_ID,
    accepted: {
      "one character": "1",
      "a space": " ",
      "a UUID": "019a0b1c-7d2e-7f00-8000-000000000000",
      "a line break": "a\nb",
      "a NUL": "\0",
      "128 characters": "a".repeat(128),
      "128 characters beyond U+FFFF": "😀".repeat(128),
    },
    refused: {
      nothing: "",
      "129 characters": "a".repeat(129),
      "129 characters beyond U+FFFF": "😀".repeat(129),
      "a line break behind 128 characters": `${"a".repeat(128)}\n`,
    },
  },
  {
    name: "SOURCE",
    pattern: SOURCE,
    accepted: {
      "one character": "a",
      "a URL": "https://example.com/orders?x=1#y",
      "a URN": "urn:example:orders",
      spaces: " a b ",
      "256 characters": "a".repeat(256),
      "256 characters beyond U+FFFF": "😀".repeat(256),
    },
    refused: {
      nothing: "",
      "257 characters": "a".repeat(257),
      "257 characters beyond U+FFFF": "😀".repeat(257),
      "a NUL": "\0",
      "a line break": "a\nb",
      "a line break behind it": "a\n",
      "a carriage return": "a\r",
      "a DEL": "a\u007Fb",
      "a control character above ASCII": "a\u009F",
    },
  },
];

describe.each(tables)("$name", ({ pattern, accepted, refused }) => {
  it.each(Object.entries(accepted))("accepts %s", (_, text) => {
    expect(pattern.test(text)).toBe(true);
  });

  it.each(Object.entries(refused))("refuses %s", (_, text) => {
    expect(pattern.test(text)).toBe(false);
  });

  it("answers the same when asked again", () => {
    expect(pattern.global || pattern.sticky).toBe(false);
  });
});

describe("categoryOf", () => {
  it.each([
    ["counter-main", "counter"],
    ["account-2021-02-03", "account"],
    ["a--", "a"],
  ])("takes from %s the %s", (stream, category) => {
    expect(categoryOf(stream)).toBe(category);
  });

  it("finds the category that any stream was made with", () => {
    const id = fc.string({ unit: "binary", minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(fc.stringMatching(CATEGORY), id, (category, rest) => {
        expect(categoryOf(`${category}-${rest}`)).toBe(category);
      }),
    );
  });
});

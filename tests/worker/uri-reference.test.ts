import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asUriReference, isUri, isUriReference } from "../../worker/uri-reference.ts";

const uris = [
  "urn:uuid:6e8bc430-9c3a-11d9-9669-0800200c9a66",
  "https://user:pw@host.example:8080/a;b/c%20d?x=1&y=?#f/?",
  "mailto:a@b.example",
  "http://[2001:db8::1]:80/",
  "http://[v1.a:b]/",
  "file:///etc/hosts",
  "x:",
];
const relative = ["/a/b", "a/b:c", "//host/path", "?q", "#f", "./1:b", "", "%41"];
const neither = [
  "a b",
  "é",
  "1:b",
  ":a",
  "a%2",
  "a%zz",
  "/a#b#c",
  "/a[b]",
  "http://host:port/",
  "http://[::1/",
  "http://a@b@c/",
  "http://host\\x",
  "a\n",
  '"',
];

describe("a URI reference", () => {
  it.each(uris)("is each URI, such as %s", (text) => {
    expect([isUri(text), isUriReference(text)]).toEqual([true, true]);
  });

  it.each(relative)("is a relative one, such as %s", (text) => {
    expect([isUri(text), isUriReference(text)]).toEqual([false, true]);
  });

  it.each(neither)("is not %s", (text) => {
    expect([isUri(text), isUriReference(text)]).toEqual([false, false]);
  });

  it("is each address of the web", () => {
    const address = fc.webUrl({ withFragments: true, withQueryParameters: true });
    fc.assert(fc.property(address, (text) => isUri(text) && asUriReference(text) === text));
  });

  it("can be made of any text, and read back", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const made = asUriReference(text);
        expect(isUriReference(made)).toBe(true);
        if (made !== text) expect(decodeURIComponent(made)).toBe(text);
      }),
    );
  });

  it("is told from others in no time, however long it is", () => {
    const long = "a".repeat(100_000);
    for (const text of [`//${long}@`, `${long}:`, `http://${long} `, `${"%41".repeat(30_000)} `])
      isUriReference(text);
    expect(isUriReference(`//${long}:${long}`)).toBe(false);
  });
});

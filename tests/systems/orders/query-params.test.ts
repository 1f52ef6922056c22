import { describe, expect, it } from "vitest";
import { eventsLink } from "../../../systems/orders/events-link.ts";
import {
  readEventsParams,
  readProvincesParams,
  readTopCustomersParams,
  readValueParams,
  type UrlParameters,
} from "../../../systems/orders/query-params.ts";

const DAYS = { start_date: "2020-09-01", end_date: "2020-09-05" };
const RANGE = { from: "2020-09-01", to: "2020-09-05", tz: "UTC", basis: "recorded" } as const;

/** What is wrong with the parameters of all questions, by the first that finds it. */
function wrong(url: UrlParameters): readonly string[] {
  const readers = [readTopCustomersParams, readValueParams, readEventsParams];
  const found = readers.flatMap((read) => {
    const outcome = read(url);
    if (outcome.ok) return [];
    expect(outcome.problem.code).toBe("invalid-query");
    return (outcome.problem.errors ?? []).map(({ pointer, message }) => `${pointer} ${message}`);
  });
  return [...new Set(found)];
}

describe("the parameters of a question", () => {
  it("have defaults, but for the days", () => {
    const range = { ...RANGE, currency: null };
    const provinces = { ...range, address: "shipping", province: null };
    expect(readTopCustomersParams(DAYS)).toEqual({ ok: true, value: { ...range, count: 5 } });
    expect(readValueParams(DAYS)).toEqual({ ok: true, value: { ...range, mode: "TOTAL" } });
    expect(readProvincesParams(DAYS)).toEqual({ ok: true, value: provinces });
    expect(readEventsParams(DAYS)).toEqual({
      ok: true,
      value: { ...provinces, customer: null, after: 0, limit: 1000 },
    });
  });

  it("are taken as they are given", () => {
    const range = { ...DAYS, tz: "Asia/Kolkata", basis: "occurred", currency: "EUR" };
    const more = { address: "billing", province: "", customer: "a b", after: "7", limit: "3" };
    expect(readEventsParams({ ...range, ...more })).toEqual({
      ok: true,
      value: {
        from: "2020-09-01",
        to: "2020-09-05",
        tz: "Asia/Kolkata",
        basis: "occurred",
        currency: "EUR",
        address: "billing",
        province: "",
        customer: "a b",
        after: 7,
        limit: 3,
      },
    });
  });

  it.each<[parameters: UrlParameters, errors: string[]]>([
    [
      { start_date: undefined, end_date: undefined },
      ["/start_date must be a calendar day", "/end_date must be a calendar day"],
    ],
    [{ start_date: "2020-13-01" }, ["/start_date must be a calendar day"]],
    [{ end_date: "2021-02-29" }, ["/end_date must be a calendar day"]],
    [{ end_date: "2020-9-5" }, ["/end_date must be a calendar day"]],
    [{ end_date: "2020-08-31" }, ["/end_date must not be before start_date, 2020-09-01"]],
    [{ end_date: "2020-09-01" }, []],
    [{ start_date: "2010-08-29" }, ["/end_date must make a range of 3660 days at most"]],
    [{ start_date: "2010-08-30" }, []],
    [{ tz: "Mars/Base" }, ['/tz must be an IANA time zone, such as "UTC"']],
    [{ tz: "+05:30" }, ['/tz must be an IANA time zone, such as "UTC"']],
    [{ tz: "" }, ['/tz must be an IANA time zone, such as "UTC"']],
    [{ basis: "now" }, ['/basis must be "recorded" or "occurred"']],
    [{ currency: "XXXX" }, ["/currency must be a currency of ISO 4217"]],
    [{ mode: "WEEK" }, ['/mode must be "DAY" or "TOTAL"']],
    [{ mode: "day" }, ['/mode must be "DAY" or "TOTAL"']],
    [{ mode: "DAY", count: "1000", limit: "1000", after: "9007199254740991" }, []],
    [{ count: "0" }, ["/count must be a whole number from 1 to 1000"]],
    [{ count: "1001" }, ["/count must be a whole number from 1 to 1000"]],
    [{ count: "x" }, ["/count must be a whole number from 1 to 1000"]],
    [{ count: "" }, ["/count must be a whole number from 1 to 1000"]],
    [{ count: "1.5" }, ["/count must be a whole number from 1 to 1000"]],
    [{ limit: "1001" }, ["/limit must be a whole number from 1 to 1000"]],
    [{ after: "-1" }, ["/after must be a whole number from 0 to 9007199254740991"]],
    [{ after: "9007199254740992" }, ["/after must be a whole number from 0"]],
    [{ address: "home" }, ['/address must be "shipping" or "billing"']],
    [{ customer: "" }, ["/customer must be 1 to 128 characters"]],
    [{ province: "a".repeat(201) }, ["/province must be 200 characters at most"]],
    [
      { tz: "x", basis: "x", currency: "x" },
      ["/tz must be", "/basis must be", "/currency must be"],
    ],
  ])("%j have these errors: %j", (parameters, errors) => {
    const found = wrong({ ...DAYS, ...parameters });
    expect(found).toHaveLength(errors.length);
    for (const [i, error] of errors.entries()) expect(found[i]).toContain(error);
  });
});

describe("the link to the events behind a figure", () => {
  it("leaves out what has its default", () => {
    const range = { ...RANGE, currency: null };
    expect(eventsLink({ range, currency: "USD", address: "shipping", province: "" })).toBe(
      "/orders/events?start_date=2020-09-01&end_date=2020-09-05&currency=USD&province=",
    );
  });

  it("can be read as the parameters of the events", () => {
    const range = { ...RANGE, tz: "Etc/GMT+5", basis: "occurred", currency: "EUR" } as const;
    const figure = { currency: "EUR", province: "Île & Co=+%", address: "billing" } as const;
    const link = new URL(eventsLink({ range, ...figure }), "http://localhost");
    expect(readEventsParams(Object.fromEntries(link.searchParams))).toMatchObject({
      ok: true,
      value: { ...range, ...figure, customer: null },
    });
  });
});

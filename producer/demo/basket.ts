import { formatMoney } from "../../systems/money.ts";
import { chanceOf, nameOf, oneOf, weighted, weightedIndex, type Chance } from "./chance.ts";
import type { Place } from "./places.ts";
import { niceUnits } from "./prices.ts";

/** What is bought in one order; money in minor units of the place's currency. */
export interface Basket {
  readonly lines: readonly Line[];
  /** "" without a discount. */
  readonly discountCode: string;
  readonly discount: number;
  readonly tax: number;
  /** What is to be paid: the lines less the discount, and the tax where it comes on top. */
  readonly value: number;
}

interface Line {
  readonly product: Product;
  readonly quantity: number;
  /** Of one. */
  readonly price: number;
}

interface Product {
  readonly id: string;
  readonly sku: string;
  readonly title: string;
  readonly usCents: number;
  /** How often it is bought, beside the others. */
  readonly weight: number;
}

const CATALOGUE: readonly (readonly [title: string, usCents: number, weight: number])[] = [
  ["Stacking Rings", 1900, 14],
  ["Wooden Rattle", 1200, 12],
  ["Picture Cards", 900, 11],
  ["Rainbow Blocks", 4500, 9],
  ["Shape Sorter", 3200, 8],
  ["Soft Ball", 700, 8],
  ["Puzzle of Animals", 1600, 7],
  ["Pull-along Duck", 2400, 6],
  ["Marble Track", 5900, 5],
  ["Play Tunnel", 3900, 4],
  ["Story Box", 2800, 4],
  ["Balance Bike", 12_900, 2],
  ["Little Kitchen", 16_900, 1],
  ["Year of Boxes", 39_900, 1],
];

const PRODUCTS: readonly Product[] = CATALOGUE.map(([title, usCents, weight], i) => ({
  id: `${nameOf("product", i)}${nameOf(title)}`,
  sku: `TOY-${String(i + 1).padStart(3, "0")}`,
  title,
  usCents,
  weight,
}));
const drawProduct = weighted(PRODUCTS, ({ weight }) => weight);
const drawLines = weightedIndex([58, 27, 10, 5]);
const drawQuantity = weightedIndex([80, 14, 4, 2]);

const DISCOUNTS = [
  { code: "WELCOME10", percent: 10 },
  { code: "FRIENDS15", percent: 15 },
  { code: "GRANDMA5", percent: 5 },
];
const DISCOUNTED = 0.14;

/** What is in an order from a place, always the same for a seed and the order's number. */
export function basket(seed: number, number: number, place: Place): Basket {
  const chance = chanceOf(seed, "basket", number);
  const { currency, taxIncluded } = place.country;
  const lines = drawnLines(chance, currency);
  const subtotal = lines.reduce((sum, { price, quantity }) => sum + price * quantity, 0);
  const offer = chance() < DISCOUNTED ? oneOf(chance, DISCOUNTS) : { code: "", percent: 0 };
  const discount = Math.floor((subtotal * offer.percent) / 100);
  const paid = subtotal - discount;
  const base = taxIncluded ? 100 + place.taxPercent : 100;
  const tax = Math.round((paid * place.taxPercent) / base);
  return {
    lines,
    discountCode: offer.code,
    discount,
    tax,
    value: taxIncluded ? paid : paid + tax,
  };
}

/** What comes back of a basket: all that was paid, or the price of one thing at most. */
export function refundOf(seed: number, number: number, { lines, value }: Basket): number {
  const chance = chanceOf(seed, "refund", number);
  const all = chance() < 0.4;
  return all ? value : Math.min(value, oneOf(chance, lines).price);
}

/** A line as an order event has it. Some senders write numbers as text. */
export function lineItem({ product, quantity, price }: Line, currency: string, asText: boolean) {
  const { id, sku, title } = product;
  return {
    id,
    sku,
    title,
    quantity: asText ? String(quantity) : quantity,
    price: formatMoney(price, currency),
  };
}

/** One to four products, each on one line. */
function drawnLines(chance: Chance, currency: string): Line[] {
  const chosen = new Set(Array.from({ length: drawLines(chance) + 1 }, () => drawProduct(chance)));
  return Array.from(chosen, (product) => ({
    product,
    quantity: drawQuantity(chance) + 1,
    price: niceUnits(product.usCents, currency),
  }));
}

import { chanceOf, oneOf, scatteredId, weighted, whole, type Chance } from "./chance.ts";
import { PLACES, type Place } from "./places.ts";

export interface Person {
  /** Another one for each person under one seed. */
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly place: Place;
  readonly address: Address;
  readonly acceptsMarketing: boolean;
}

/** As an order event has it. */
export type Address = {
  readonly first_name: string;
  readonly last_name: string;
  readonly address1: string;
  readonly address2: string;
  readonly city: string;
  readonly province: string;
  readonly country: string;
  readonly zip: string;
  readonly phone: string;
};

const drawPlace = weighted(PLACES, ({ weight }) => weight);
const COMBINING_MARKS = /\p{M}/gu;

/** A person made up, always the same one for a seed and a number. */
export function person(seed: number, number: number): Person {
  const chance = chanceOf(seed, "person", number);
  const place = drawPlace(chance);
  const firstName = oneOf(chance, place.country.firstNames);
  const lastName = oneOf(chance, place.country.lastNames);
  const name = `${firstName}.${lastName}`.normalize("NFD").replaceAll(COMBINING_MARKS, "");
  return {
    id: scatteredId(seed, number),
    firstName,
    lastName,
    email: `${name.toLowerCase()}.${number}@example.com`,
    place,
    address: address(chance, place, { firstName, lastName }),
    acceptsMarketing: chance() < 0.4,
  };
}

/** The address of somebody who lives in a place. */
function address(
  chance: Chance,
  place: Place,
  name: { firstName: string; lastName: string },
): Address {
  const { streets, phone } = place.country;
  return {
    first_name: name.firstName,
    last_name: name.lastName,
    address1: oneOf(chance, streets).replace("#", String(whole(chance, 1, 140))),
    address2: "",
    city: place.city,
    province: place.province,
    country: place.country.name,
    zip: place.zip,
    phone: phone.replaceAll("#", () => String(whole(chance, 0, 9))),
  };
}

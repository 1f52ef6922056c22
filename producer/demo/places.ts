interface Country {
  readonly name: string;
  /** ISO 4217. */
  readonly currency: string;
  /** Whether prices have the tax in them; elsewhere it comes on top. */
  readonly taxIncluded: boolean;
  readonly firstNames: readonly string[];
  readonly lastNames: readonly string[];
  /** `#` stands for the number of the house. */
  readonly streets: readonly string[];
  /** `#` stands for a digit. */
  readonly phone: string;
}

export interface Place {
  readonly country: Country;
  readonly province: string;
  readonly city: string;
  readonly zip: string;
  /** Of its clocks in winter, ahead of UTC. */
  readonly offsetMinutes: number;
  readonly taxPercent: number;
  /** How many live there, beside the others. */
  readonly weight: number;
}

type Row = readonly [
  province: string,
  city: string,
  zip: string,
  offsetMinutes: number,
  taxPercent: number,
  weight: number,
];

const UNITED_STATES: Country = {
  name: "United States",
  currency: "USD",
  taxIncluded: false,
  firstNames: words("Ava Ben Carla Dan Ella Felix Grace Henry Iris Jack Kim Leo Maya Noah Olivia"),
  lastNames: words("Adams Brooks Carter Diaz Evans Foster Garcia Hayes Ingram Jones Kelly Lopez"),
  streets: ["# Maple Street", "# Lake Avenue", "# Mill Road", "# Orchard Lane", "# 2nd Street"],
  phone: "+1 202 555 01##",
};

const CANADA: Country = {
  name: "Canada",
  currency: "CAD",
  taxIncluded: false,
  firstNames: words("Alice Blake Chloé Dylan Émile Fiona Gabriel Hannah Isaac Juliette Logan Zoé"),
  lastNames: words("Bouchard Campbell Fraser Gagnon Lavoie MacDonald Nguyen Roy Singh Tremblay"),
  streets: ["# Birch Street", "# rue des Érables", "# River Road", "# Elgin Street"],
  phone: "+1 613 555 01##",
};

const GERMANY: Country = {
  name: "Germany",
  currency: "EUR",
  taxIncluded: true,
  firstNames: words("Anna Bruno Clara Emil Frieda Greta Jonas Käthe Lukas Mia Oskar Paula Theo"),
  lastNames: words("Becker Fischer Hoffmann Jäger Keller Lang Müller Richter Schäfer Vogel Wolf"),
  streets: ["Lindenweg #", "Gartenstraße #", "Am Bach #", "Bergstraße #"],
  phone: "+49 30 555 0###",
};

const FRANCE: Country = {
  name: "France",
  currency: "EUR",
  taxIncluded: true,
  firstNames: words("Adèle Basile Camille Denis Élise Hugo Inès Jules Léa Manon Nathan Sacha"),
  lastNames: words("Bernard Dubois Fournier Girard Lambert Lefèvre Mercier Moreau Petit Roux"),
  streets: ["# rue du Moulin", "# avenue de la Gare", "# place du Marché", "# rue Haute"],
  phone: "+33 1 55 50 ## ##",
};

const UNITED_KINGDOM: Country = {
  name: "United Kingdom",
  currency: "GBP",
  taxIncluded: true,
  firstNames: words("Alfie Beth Callum Daisy Edith Freya George Harriet Isla Jude Megan Rhys"),
  lastNames: words("Bennett Clarke Davies Ellis Gordon Hughes Khan Lloyd Morgan Patel Reid Webb"),
  streets: ["# Church Lane", "# Station Road", "# High Street", "# The Green"],
  phone: "+44 20 7946 0###",
};

const JAPAN: Country = {
  name: "Japan",
  currency: "JPY",
  taxIncluded: true,
  firstNames: words("Aoi Daiki Emi Haruto Hina Kaito Mei Ren Riku Sakura Sora Yui"),
  lastNames: words("Abe Fujita Ito Kato Kimura Mori Nakano Ogawa Saito Suzuki Tanaka Yamada"),
  streets: ["Midori-cho 1-#", "Honmachi 2-#", "Sakae 3-#", "Minami 4-#"],
  phone: "+81 3 5550 0###",
};

/** Where customers live, and what is bought there is sent to. */
export const PLACES: readonly Place[] = [
  ...placesOf(UNITED_STATES, [
    ["California", "Fresno", "93701", -480, 8.25, 20],
    ["Texas", "Austin", "78701", -360, 8.25, 14],
    ["New York", "Albany", "12207", -300, 8, 12],
    ["Florida", "Tampa", "33602", -300, 7.5, 9],
    ["Illinois", "Peoria", "61602", -360, 8.5, 6],
    ["Washington", "Tacoma", "98402", -480, 10, 5],
    ["Colorado", "Boulder", "80302", -420, 9, 4],
    ["Maryland", "Frederick", "21701", -300, 6, 3],
    ["Oregon", "Salem", "97301", -480, 0, 3],
    ["Idaho", "Boise", "83702", -420, 6, 2],
  ]),
  ...placesOf(CANADA, [
    ["Ontario", "Ottawa", "K1P 1J1", -300, 13, 8],
    ["Quebec", "Gatineau", "J8X 2J1", -300, 15, 5],
    ["British Columbia", "Victoria", "V8W 1P6", -480, 12, 4],
    ["Alberta", "Red Deer", "T4N 3T4", -420, 5, 3],
    ["Newfoundland and Labrador", "St. John's", "A1C 5M2", -210, 15, 1],
  ]),
  ...placesOf(GERMANY, [
    ["Bayern", "Augsburg", "86150", 60, 19, 6],
    ["Nordrhein-Westfalen", "Münster", "48143", 60, 19, 6],
    ["Berlin", "Berlin", "10115", 60, 19, 4],
    ["Sachsen", "Leipzig", "04109", 60, 19, 2],
  ]),
  ...placesOf(FRANCE, [
    ["Île-de-France", "Versailles", "78000", 60, 20, 5],
    ["Bretagne", "Rennes", "35000", 60, 20, 2],
    ["Occitanie", "Toulouse", "31000", 60, 20, 2],
  ]),
  ...placesOf(UNITED_KINGDOM, [
    ["England", "Leeds", "LS1 1UR", 0, 20, 11],
    ["Scotland", "Dundee", "DD1 1DA", 0, 20, 2],
    ["Wales", "Swansea", "SA1 3SN", 0, 20, 1],
  ]),
  ...placesOf(JAPAN, [
    ["Tokyo", "Mitaka", "181-0013", 540, 10, 6],
    ["Osaka", "Sakai", "590-0028", 540, 10, 3],
    ["Hokkaido", "Otaru", "047-0032", 540, 10, 1],
  ]),
];

function placesOf(country: Country, rows: readonly Row[]): Place[] {
  return rows.map(([province, city, zip, offsetMinutes, taxPercent, weight]) => ({
    country,
    province,
    city,
    zip,
    offsetMinutes,
    taxPercent,
    weight,
  }));
}

function words(text: string): string[] {
  return text.split(" ");
}

import { Foldlog } from "../../client/foldlog.ts";
import { objectWith, Topics } from "./visited-topics.ts";

/** The topic SpongeBob.Fruits with two versions, two events, and one that does not fit; gives the position of that. */
export async function fillFruits(url: string): Promise<number> {
  const topics = new Topics(new Foldlog(url));
  const fruits = (...kinds: string[]) => objectWith({ fruit: { enum: kinds } });
  await topics.register("SpongeBob.Fruits", fruits("apple"));
  await topics.register("SpongeBob.Fruits", fruits("apple", "banana"));
  await topics.send("SpongeBob.Fruits", { fruit: "apple" }, { fruit: "banana" });
  return topics.sendUnfit("SpongeBob.Fruits", { fruit: "brick" });
}

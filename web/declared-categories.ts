import { partOfCategory } from "../core/scope.ts";
import { EYE_SCHEMA_CATEGORY } from "../systems/eye/events.ts";
import type { CategoriesPage } from "../systems/eye/eye-queries.ts";
import { access } from "./access.svelte.ts";
import { foldlog } from "./foldlog.ts";

type Declared = CategoriesPage["categories"];

/** So many are known; who has more types their names. */
const MOST = 1000;

/** What has been declared for The Eye; nothing where the key may not read it. */
export async function declaredCategories(): Promise<Declared> {
  if (!access.may("read", partOfCategory(EYE_SCHEMA_CATEGORY))) return [];
  const answer = await foldlog.get<CategoriesPage>("/eye/categories", { limit: MOST });
  return answer.categories;
}

import type { Person } from "./world.ts";

/**
 * The keys by which rows show a person: id and login; the login in another case; the login from before it was changed;
 * an empty login; the id alone; the login alone.
 */
export type RowKeys = (typeof rowKeys)[number];

/** Every way; the simplest comes first. */
export const rowKeys = [
	"both",
	"other_case",
	"old_login",
	"empty_login",
	"no_login",
	"no_id",
] as const;

/** A person's `id`, `login` and `name` as a row shows them. */
export function shownPerson(
	{ id, login, name }: Person,
	keys: RowKeys = "both",
): { id?: string; login: string | null; name: string } {
	switch (keys) {
		case "both":
			return { id, login, name };
		case "other_case":
			return { id, login: login.toUpperCase(), name };
		case "old_login":
			return { id, login: `old.${login}`, name };
		case "empty_login":
			return { id, login: "", name };
		case "no_login":
			return { id, login: null, name };
		case "no_id":
			return { login, name };
	}
}

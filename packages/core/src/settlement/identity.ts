import type { Assignee } from "../contract/instance.ts";
import type { Me } from "../contract/me.ts";

/** Whose row it is. `unclear` proves nothing: neither that it is this person's nor that it is not. */
export type RowOwner = "mine" | "other" | "unclear";

/**
 * Decides whose row it is. No source confirms that `me` and rows share their ids, or which login a row shows after a
 * person's login has changed (contract §2): one equal login is proof, an equal id only if a login is missing. A row is
 * another person's if it has every key that `me` has, and each differs. An empty login is missing.
 */
export function ownerOf(person: Assignee, me: Me | null): RowOwner {
	if (me === null) return "unclear";
	const [theirs, mine] = [loginOf(person), loginOf(me)];
	if (theirs !== null && mine !== null) {
		if (theirs === mine) return "mine";
		return person.id !== null && person.id !== me.id ? "other" : "unclear";
	}
	if (person.id === null) return "unclear";
	if (person.id === me.id) return "mine";
	return mine === null ? "other" : "unclear";
}

/** `null` if there is none, or an empty one. */
export function loginOf({ login }: Assignee): string | null {
	return login === null || login === "" ? null : login.toLowerCase();
}

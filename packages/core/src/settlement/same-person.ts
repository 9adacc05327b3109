import type { Assignee } from "../contract/instance.ts";
import type { Me } from "../contract/me.ts";
import { loginOf, ownerOf } from "./identity.ts";

/** True if a row is certainly this person's. */
export function isSamePerson(person: Assignee, me: Me): boolean {
	return ownerOf(person, me) === "mine";
}

/** True if two tokens belong to the same person: both were read as `me`, so their ids are of one kind. */
export function isSameUser(left: Me, right: Me): boolean {
	const login = loginOf(left);
	return left.id === right.id || (login !== null && login === loginOf(right));
}

import type { Assignee } from "../contract/instance.ts";
import type { Me } from "../contract/me.ts";

/** True if a row belongs to this person: by login; by id if either has no login (contract §2). */
export function isSamePerson(person: Assignee, me: Me): boolean {
	if (person.login !== null && me.login !== null)
		return person.login.toLowerCase() === me.login.toLowerCase();
	return person.id !== null && person.id === me.id;
}

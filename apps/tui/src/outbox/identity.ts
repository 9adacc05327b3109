import type { Me } from "@signoff/core";
import { isSameUser } from "@signoff/core/settlement";
import { defaultBaseUrl } from "@signoff/sdk";

/** To whom entries and drafts belong. Entries of another identity are never sent, and its drafts never shown. */
export type OutboxIdentity = {
	/** The API's address, as `environmentOf` returns it. */
	environment: string;
	company_id: string;
	/** As `client.me` returns it; `null` if it could not be read. Then only the entries of no known person belong to it. */
	person: Me | null;
};

/** The environment of a base URL: its address without a slash at the end. */
export function environmentOf(baseUrl: string | undefined): string {
	const { href } = new URL(baseUrl ?? defaultBaseUrl);
	return href.replace(/\/+$/, "");
}

/** True if an entry of `owner` belongs to `person`. */
export function isOwner(owner: Me | null, person: Me | null): boolean {
	if (owner === null || person === null) return owner === person;
	return isSameUser(owner, person);
}

import { isGood, issue, newSecret } from "./access.ts";
import { type Hosted, host } from "./hosted.ts";
import type { HostedWorld } from "./script.ts";

/** A caller: the world that its token names, whether that has given it, and whether it is good there. */
export type Caller = { hosted: Hosted; known: boolean; good(): boolean };

/** Every world that is served, by its id. A token is the id of its world and a secret, joined by a dot. */
export class Worlds {
	private readonly byId = new Map<string, Hosted>();
	private count = 0;

	add(script: HostedWorld): Hosted {
		this.count++;
		const hosted = host(`w${this.count}`, script);
		this.byId.set(hosted.id, hosted);
		return hosted;
	}

	get(id: string): Hosted | null {
		return this.byId.get(id) ?? null;
	}

	remove(id: string): void {
		this.byId.delete(id);
	}

	/** Who calls, by the header `Authorization`; `null` where it names no world. */
	caller(authorization: string | undefined): Caller | null {
		const token = /^Bearer ([^.\s]+)\.(\S+)$/i.exec(authorization ?? "");
		const hosted = this.get(token?.[1] ?? "");
		if (hosted === null) return null;
		const secret = token?.[2] ?? "";
		return {
			hosted,
			known: hosted.access.goodUntil.has(secret),
			good: () => isGood(hosted.access, secret, Date.now()),
		};
	}

	/** Whose app asks for tokens, by its `client_id`; `null` where that is nobody's. */
	appOf(form: URLSearchParams): Hosted | null {
		const [id = ""] = (form.get("client_id") ?? "").split(".");
		const hosted = this.get(id);
		return hosted?.login == null ? null : hosted;
	}
}

/** A new token, which a world's calls need. */
export function newToken({ id, access }: Hosted): string {
	return `${id}.${issue(access, Date.now())}`;
}

/** A token that is good nowhere, though it names the world. */
export function strangeTokenOf({ id }: Hosted): string {
	return `${id}.${newSecret()}`;
}

/** Gives a world another token; those it had are unknown from now on. */
export function renew(hosted: Hosted): string {
	hosted.access.goodUntil.clear();
	return newToken(hosted);
}

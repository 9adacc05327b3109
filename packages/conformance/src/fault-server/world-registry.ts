import type { Scope } from "@signoff/core";
import { isGood, issue, newSecret } from "./access-tokens.ts";
import { type Hosted, host } from "./hosted-world.ts";
import type { HostedWorld } from "./types.ts";

/** A caller: the world that its token names, whether that has given it, and whether it is good there. */
export type Caller = { hosted: Hosted; known: boolean; good(): boolean };

/** The path that leads to an instance, as far as it names one. */
type Where = Scope & { id: string };

/** Every world that is served, by its id. A token is the id of its world and a secret, joined by a dot. */
export class Worlds {
	private readonly byId = new Map<string, Hosted>();
	/** Those that stand beside another, by its id and their instance's. */
	private readonly besides = new Map<string, Hosted>();
	private count = 0;

	/** @returns `null` where it is to stand beside a world that is not there */
	add(script: HostedWorld): Hosted | null {
		const home = script.beside === undefined ? null : this.get(script.beside);
		if (home === null && script.beside !== undefined) return null;
		this.count++;
		const hosted = host(`w${this.count}`, script, home);
		this.byId.set(hosted.id, hosted);
		if (home !== null) this.besides.set(placeOf(home, hosted), hosted);
		return hosted;
	}

	get(id: string): Hosted | null {
		return this.byId.get(id) ?? null;
	}

	remove(id: string): void {
		const hosted = this.get(id);
		this.byId.delete(id);
		if (hosted?.script.beside === undefined) return;
		this.besides.delete(placeOf({ id: hosted.script.beside }, hosted));
	}

	/** Who calls what, by the header `Authorization` and the path; `null` where the header names no world. */
	caller(
		authorization: string | undefined,
		where: Where | null,
	): Caller | null {
		const token = /^Bearer ([^.\s]+)\.(\S+)$/i.exec(authorization ?? "");
		const named = this.get(token?.[1] ?? "");
		if (named === null) return null;
		const hosted = this.besides.get(`${named.id} ${where?.id}`) ?? named;
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

function placeOf(home: { id: string }, { server }: Hosted): string {
	return `${home.id} ${server.plan.instance_id}`;
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

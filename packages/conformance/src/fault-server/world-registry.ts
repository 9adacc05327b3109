import type { Scope } from "@signoff/core";
import { issueToken, isValid, randomSecret } from "./access-tokens.ts";
import { type RunningWorld, startWorld } from "./running-world.ts";
import type { HostedWorld } from "./types.ts";

/** A caller: the world that its token names, whether that has given it, and whether it is good there. */
export type TokenOwner = {
	world: RunningWorld;
	known: boolean;
	isValid(): boolean;
};

/** The path that leads to an instance, as far as it names one. */
type InstanceRef = Scope & { id: string };

/** Every world that is served, by its id. A token is the id of its world and a secret, joined by a dot. */
export class WorldRegistry {
	private readonly byId = new Map<string, RunningWorld>();
	/** Those that stand beside another, by its id and their instance's. */
	private readonly siblings = new Map<string, RunningWorld>();
	private count = 0;

	/** @returns `null` where it is to stand beside a world that is not there */
	add(script: HostedWorld): RunningWorld | null {
		const home =
			script.sibling_of === undefined ? null : this.get(script.sibling_of);
		if (home === null && script.sibling_of !== undefined) return null;
		this.count++;
		const world = startWorld(`w${this.count}`, script, home);
		this.byId.set(world.id, world);
		if (home !== null) this.siblings.set(siblingKey(home, world), world);
		return world;
	}

	get(id: string): RunningWorld | null {
		return this.byId.get(id) ?? null;
	}

	remove(id: string): void {
		const world = this.get(id);
		this.byId.delete(id);
		if (world?.script.sibling_of === undefined) return;
		this.siblings.delete(siblingKey({ id: world.script.sibling_of }, world));
	}

	/** Who calls what, by the header `Authorization` and the path; `null` where the header names no world. */
	ownerOf(
		authorization: string | undefined,
		where: InstanceRef | null,
	): TokenOwner | null {
		const token = /^Bearer ([^.\s]+)\.(\S+)$/i.exec(authorization ?? "");
		const named = this.get(token?.[1] ?? "");
		if (named === null) return null;
		const world = this.siblings.get(`${named.id} ${where?.id}`) ?? named;
		const secret = token?.[2] ?? "";
		return {
			world,
			known: world.tokens.expiresAt.has(secret),
			isValid: () => isValid(world.tokens, secret, Date.now()),
		};
	}

	/** Whose app asks for tokens, by its `client_id`; `null` where that is nobody's. */
	appOf(form: URLSearchParams): RunningWorld | null {
		const [id = ""] = (form.get("client_id") ?? "").split(".");
		const world = this.get(id);
		return world?.oauth == null ? null : world;
	}
}

function siblingKey(home: { id: string }, { server }: RunningWorld): string {
	return `${home.id} ${server.plan.instance_id}`;
}

/** A new token, which a world's calls need. */
export function issueBearerToken({ id, tokens }: RunningWorld): string {
	return `${id}.${issueToken(tokens, Date.now())}`;
}

/** A token that is good nowhere, though it names the world. */
export function unknownTokenFor({ id }: RunningWorld): string {
	return `${id}.${randomSecret()}`;
}

/** Gives a world another token; those it had are unknown from now on. */
export function renewToken(world: RunningWorld): string {
	world.tokens.expiresAt.clear();
	return issueBearerToken(world);
}

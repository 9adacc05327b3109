import { issueToken, isValid, randomSecret } from "./access-tokens.ts";
import type { InstanceRef } from "./router.ts";
import { type RunningWorld, startWorld } from "./running-world.ts";
import type { HostedWorld } from "./types.ts";

/** The world that a token names, whether that world issued the token, and whether it is valid. */
export type TokenOwner = {
	world: RunningWorld;
	known: boolean;
	isValid(): boolean;
};

/** Every world that is served, by id. A token is its world's id and a secret, joined by a dot. */
export class WorldRegistry {
	private readonly byId = new Map<string, RunningWorld>();
	/** Siblings, by the id of the world whose tokens they share and by their instance's. */
	private readonly siblings = new Map<string, RunningWorld>();
	private count = 0;

	/** @returns `null` if the script's `sibling_of` is not the id of a world */
	add(script: HostedWorld): RunningWorld | null {
		const sibling =
			script.sibling_of === undefined ? null : this.get(script.sibling_of);
		if (sibling === null && script.sibling_of !== undefined) return null;
		this.count++;
		const world = startWorld(`w${this.count}`, script, sibling);
		this.byId.set(world.id, world);
		if (sibling !== null)
			this.siblings.set(siblingKey(sibling.id, world), world);
		return world;
	}

	get(id: string): RunningWorld | null {
		return this.byId.get(id) ?? null;
	}

	remove(id: string): void {
		const world = this.get(id);
		this.byId.delete(id);
		if (world?.script.sibling_of === undefined) return;
		this.siblings.delete(siblingKey(world.script.sibling_of, world));
	}

	/** The owner of the token in the header `Authorization`; `null` if the header names no world. */
	ownerOf(
		authorization: string | undefined,
		instance: InstanceRef | null,
	): TokenOwner | null {
		const token = /^Bearer ([^.\s]+)\.(\S+)$/i.exec(authorization ?? "");
		const named = this.get(token?.[1] ?? "");
		if (named === null) return null;
		const world = this.siblings.get(`${named.id} ${instance?.id}`) ?? named;
		const secret = token?.[2] ?? "";
		return {
			world,
			known: world.tokens.expiresAt.has(secret),
			isValid: () => isValid(world.tokens, secret, Date.now()),
		};
	}

	/** The world whose app requests tokens, by `client_id`; `null` if there is none. */
	worldOfApp(form: URLSearchParams): RunningWorld | null {
		const [id = ""] = (form.get("client_id") ?? "").split(".");
		const world = this.get(id);
		return world?.oauth == null ? null : world;
	}
}

function siblingKey(siblingId: string, { server }: RunningWorld): string {
	return `${siblingId} ${server.plan.instance_id}`;
}

/** Issues another bearer token for a world. */
export function issueBearerToken({ id, tokens }: RunningWorld): string {
	return `${id}.${issueToken(tokens, Date.now())}`;
}

/** A token that names a world and was not issued by it. */
export function unknownTokenFor({ id }: RunningWorld): string {
	return `${id}.${randomSecret()}`;
}

/** Issues another token for a world. Earlier ones are unknown from then on. */
export function renewToken(world: RunningWorld): string {
	world.tokens.expiresAt.clear();
	return issueBearerToken(world);
}

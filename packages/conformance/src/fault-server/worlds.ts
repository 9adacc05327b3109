import { timingSafeEqual } from "node:crypto";
import { type Hosted, host, newSecret } from "./hosted.ts";
import type { HostedWorld } from "./script.ts";

/** A caller: the world that its token names, and whether the token is good there. */
export type Caller = { hosted: Hosted; known: boolean };

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
		return { hosted, known: isSame(token?.[2] ?? "", hosted.secret) };
	}
}

/** The token that a world's calls need. */
export function tokenOf({ id, secret }: Hosted): string {
	return `${id}.${secret}`;
}

/** A token that is good nowhere, though it names the world. */
export function strangeTokenOf({ id }: Hosted): string {
	return `${id}.${newSecret()}`;
}

/** Gives a world another token; the one it had is no good any more. */
export function renew(hosted: Hosted): string {
	hosted.secret = newSecret();
	hosted.expired = false;
	return tokenOf(hosted);
}

function isSame(given: string, secret: string): boolean {
	const [a, b] = [Buffer.from(given), Buffer.from(secret)];
	return a.length === b.length && timingSafeEqual(a, b);
}

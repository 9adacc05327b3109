import type { Scope } from "@signoff/core";
import { loginPath } from "./delivery-plan.ts";
import type { ReceivedRequest } from "./types.ts";

/** What a request asks for. `where` is the instance that its path names. */
export type Route = {
	call: ReceivedRequest["call"];
	instance: (Scope & { id: string }) | null;
	login_page: boolean;
};

const instancePath =
	/^\/rest\/v2\.0\/companies\/([^/]+)(?:\/projects\/([^/]+))?\/workflows\/instances\/([^/]+)(\/history|\/responses)?$/;

/** Reads a request's line: the paths of contract §1 to §3 that a settlement calls. */
export function parseRoute(method: string, target: string): Route {
	const path = target.split("?", 1)[0] ?? "";
	if (method === "GET" && path === "/rest/v1.0/me")
		return { call: "read_me", instance: null, login_page: false };
	if (method === "POST" && path === "/oauth/token")
		return { call: "refresh_token", instance: null, login_page: false };
	const parts = instancePath.exec(path);
	const call = calls[`${method} ${parts?.[4] ?? ""}`];
	const instance = parts === null ? null : parseInstanceRef(parts.slice(1, 4));
	if (instance === null || call === undefined)
		return { call: "other", instance: null, login_page: path === loginPath };
	return { call, instance, login_page: false };
}

const calls: Partial<Record<string, ReceivedRequest["call"]>> = {
	"GET ": "read_instance",
	"GET /history": "read_history",
	"POST /responses": "submit",
};

function parseInstanceRef(parts: (string | undefined)[]): Route["instance"] {
	try {
		const [company_id = "", project_id, id = ""] = parts.map((part) =>
			part === undefined ? undefined : decodeURIComponent(part),
		);
		return { company_id, project_id, id };
	} catch {
		// Not percent-encoded as it should be: such a path names nothing.
		return null;
	}
}

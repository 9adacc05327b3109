import type { Scope } from "@signoff/core";
import { loginPath } from "./delivery-plan.ts";
import type { ReceivedRequest } from "./types.ts";

/** The instance that a path names. */
export type InstanceRef = Scope & { id: string };

/** What a request asks for. */
export type FaultServerRoute = {
	call: ReceivedRequest["call"];
	instance: InstanceRef | null;
	/** Whether it is the page that a redirect leads to. */
	login_page: boolean;
};

const instancePath =
	/^\/rest\/v2\.0\/companies\/([^/]+)(?:\/projects\/([^/]+))?\/workflows\/instances\/([^/]+)(\/history|\/responses)?$/;

/** Parses a request line: the paths of contract §1 to §3 that a settlement requests. */
export function parseRoute(method: string, target: string): FaultServerRoute {
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

function parseInstanceRef(parts: (string | undefined)[]): InstanceRef | null {
	try {
		const [company_id = "", project_id, id = ""] = parts.map((part) =>
			part === undefined ? undefined : decodeURIComponent(part),
		);
		return { company_id, project_id, id };
	} catch {
		// A path whose percent-encoding is invalid names no instance.
		return null;
	}
}

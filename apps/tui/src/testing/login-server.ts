import { randomUUID } from "node:crypto";
import { once } from "node:events";
import {
	createServer,
	type IncomingMessage,
	type ServerResponse,
} from "node:http";
import { buffer } from "node:stream/consumers";

/** A login server in front of an API (contract §3), on one address. */
export type LoginServer = {
	url: string;
	client_id: string;
	client_secret: string;
	/** Issues a code, as the page of the login server shows it. */
	newCode: () => string;
	/** Issues an access token, to be pasted. */
	newToken: () => string;
	/** Every access token expires now. */
	expireTokens: () => void;
	/** Every refresh token stops to work. */
	revokeRefreshTokens: () => void;
	/** The grants of the token requests that were answered with tokens. */
	granted: string[];
	/** What was revoked: `refresh_token`, `access_token`. */
	revoked: string[];
	/** Whether a text has any secret that this server knows. */
	hasSecret: (text: string) => boolean;
	stop: () => Promise<void>;
};

/**
 * Starts a login server that passes all other requests on to an API, with that API's own token in place of those that it
 * has issued.
 *
 * @param apiToken the token of the API that every login stands for
 * @param lifetimeS the lifetime of the access tokens
 */
export async function startLoginServer(
	apiUrl: string,
	apiToken: string,
	lifetimeS = 5_400,
): Promise<LoginServer> {
	const client_id = "harbor-app";
	const client_secret = `secret-${randomUUID()}`;
	const codes = new Set<string>();
	const refreshTokens = new Set<string>();
	const accessTokens = new Set<string>();
	const secrets = new Set<string>([client_secret]);
	const granted: string[] = [];
	const revoked: string[] = [];

	function issue(into: Set<string>, kind: string): string {
		const secret = `${kind}-${randomUUID()}`;
		into.add(secret);
		secrets.add(secret);
		return secret;
	}

	function grant(form: URLSearchParams): [number, object] {
		const type = form.get("grant_type") ?? "";
		const isKnown =
			type === "client_credentials" ||
			(type === "authorization_code" && codes.delete(form.get("code") ?? "")) ||
			(type === "refresh_token" &&
				refreshTokens.delete(form.get("refresh_token") ?? ""));
		if (!isKnown) return [400, { error: "invalid_grant" }];
		granted.push(type);
		const reply = {
			access_token: issue(accessTokens, "access"),
			token_type: "Bearer",
			expires_in: lifetimeS,
		};
		return [
			200,
			type === "client_credentials"
				? reply
				: { ...reply, refresh_token: issue(refreshTokens, "refresh") },
		];
	}

	function answerLogin(
		path: string,
		token: string,
		form: URLSearchParams,
	): [number, object] {
		if (path === "/oauth/token/info")
			return accessTokens.has(token)
				? [200, { expires_in_seconds: lifetimeS }]
				: [401, { error: "invalid_token" }];
		if (
			form.get("client_id") !== client_id ||
			form.get("client_secret") !== client_secret
		)
			return [401, { error: "invalid_client" }];
		if (path === "/oauth/token") return grant(form);
		const gone = form.get("token") ?? "";
		for (const [name, list] of [
			["refresh_token", refreshTokens],
			["access_token", accessTokens],
		] as const)
			if (list.delete(gone)) revoked.push(name);
		return [200, {}];
	}

	async function handle(
		request: IncomingMessage,
		response: ServerResponse,
	): Promise<void> {
		const { url = "", method = "GET", headers } = request;
		const body = await buffer(request);
		const token = headers.authorization?.replace("Bearer ", "") ?? "";
		const send = (status: number, data: object): void => {
			response.writeHead(status, { "content-type": "application/json" });
			response.end(JSON.stringify(data));
		};
		if (url.startsWith("/oauth/"))
			return send(
				...answerLogin(url, token, new URLSearchParams(body.toString())),
			);
		if (!accessTokens.has(token))
			return send(401, { error: { code: "UNAUTHORIZED", message: "No." } });
		const passed = await fetch(`${apiUrl}${url}`, {
			method,
			headers: {
				authorization: `Bearer ${apiToken}`,
				"content-type": headers["content-type"] ?? "",
				"procore-company-id": String(headers["procore-company-id"] ?? ""),
			},
			...(body.length > 0 && { body }),
		});
		response.writeHead(passed.status, {
			"content-type": passed.headers.get("content-type") ?? "",
		});
		response.end(Buffer.from(await passed.arrayBuffer()));
	}

	const server = createServer((request, response) => {
		// Without the API behind it, the server ends the connection.
		handle(request, response).catch(() => response.destroy());
	});
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	const address = server.address();
	if (address === null || typeof address === "string")
		throw new Error("The server has no port.");
	return {
		url: `http://127.0.0.1:${address.port}`,
		client_id,
		client_secret,
		newCode: () => issue(codes, "code"),
		newToken: () => issue(accessTokens, "access"),
		expireTokens: () => accessTokens.clear(),
		revokeRefreshTokens: () => refreshTokens.clear(),
		granted,
		revoked,
		hasSecret: (text) => [...secrets].some((secret) => text.includes(secret)),
		async stop() {
			server.closeAllConnections();
			server.close();
			await once(server, "close");
		},
	};
}

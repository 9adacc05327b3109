import { request } from "node:http";
import { bearer, createClient } from "@signoff/sdk";
import { expect, onTestFinished, test } from "vitest";
import { serve } from "./hosts/node/serve.ts";
import { type Reply, sendRequest } from "./testing/client.ts";
import { company, prefixes } from "./testing/company.ts";
import { startTlsProxy } from "./testing/tls-proxy.ts";

const list = `${prefixes.project}/instances?filters[tool_type]=first&per_page=100&filters[active]=true`;

/** Serves 118 instances of the tool `first` in project 77. */
async function serveInstances(publicUrl: string | null): Promise<string> {
	const fixture = company();
	fixture.instances = Array.from({ length: 118 }, (_, i) => ({
		id: String(9_001 + i),
		project_id: "77",
		template_id: "project-first",
		item_id: String(i),
	}));
	const { url, close } = await serve({
		port: 0,
		fixture,
		publicUrl,
		logLevel: "error",
		log: (entry) => {
			throw new Error(JSON.stringify(entry));
		},
	});
	onTestFinished(close);
	return url;
}

test.each([true, false])(
	"the sdk reads all rows through a TLS proxy (public URL: %s)",
	async (isPublic) => {
		const proxy = await startTlsProxy();
		const publicUrl = isPublic ? `${proxy.url}/` : null;
		proxy.forwardTo(
			await serveInstances(publicUrl?.replace(/\/$/, "") ?? null),
		);
		const client = createClient({
			auth: bearer("ada-token"),
			baseUrl: proxy.url,
		});
		const ids = new Set<string>();
		for await (const { id } of client.instances.list(
			{ company_id: "4201", project_id: "77" },
			{ tool_type: "first" },
		))
			ids.add(id);
		expect(ids.size).toBe(118);
		const { headers } = await sendRequest(`${proxy.url}${list}`);
		const prefix = isPublic ? proxy.url : "";
		expect(headers.get("Link")).toMatch(
			new RegExp(`^<${prefix}/rest/v2.0/companies/4201/projects/77/`),
		);
		const document = await sendRequest(`${proxy.url}/openapi.json`);
		expect(JSON.parse(document.text).servers).toMatchObject([
			{ url: isPublic ? proxy.url : "/" },
		]);
	},
);

test("a forged Host changes nothing in any reply, or is refused with 421", async () => {
	const url = await serveInstances("https://edge.example");
	const paths = [
		list,
		"/rest/v1.0/me",
		`${prefixes.project}/instances/9001`,
		`${prefixes.project}/instances/404`,
		"/openapi.json",
		"/docs",
		"/healthz",
		"/missing",
	];
	for (const path of paths) {
		const expected = comparable(
			await getWithHost(url + path, new URL(url).host),
		);
		for (const host of [
			"edge.example",
			"edge.example:1",
			"x.localhost",
			"[::1]:9",
		])
			expect(comparable(await getWithHost(url + path, host))).toEqual(expected);
		for (const host of ["evil.example", "127.0.0.1.evil.example", "10.0.0.1"]) {
			const reply = await getWithHost(url + path, host);
			expect([path, reply.status]).toEqual([path, 421]);
			expect(reply.text).not.toContain(host);
		}
	}
});

function comparable({ status, headers, text }: Reply) {
	const own = ["date", "x-request-id"];
	return {
		status,
		headers: [...headers].filter(([name]) => !own.includes(name)),
		text: text.replace(/urn:uuid:[0-9a-f-]{36}/, ""),
	};
}

/** `fetch` does not send another Host. */
function getWithHost(url: string, host: string): Promise<Reply> {
	return new Promise((resolve, reject) => {
		const headers = {
			Host: host,
			Authorization: "Bearer ada-token",
			"Procore-Company-Id": "4201",
			"X-Forwarded-Host": "evil.example",
			"X-Forwarded-Proto": "https",
		};
		request(url, { headers }, (reply) => {
			let text = "";
			reply.on("data", (chunk) => {
				text += String(chunk);
			});
			reply.on("end", () =>
				resolve({
					status: reply.statusCode ?? 0,
					headers: new Headers(
						Object.entries(reply.headers).map(([name, value]) => [
							name,
							String(value),
						]),
					),
					text,
				}),
			);
		})
			.on("error", reject)
			.end();
	});
}

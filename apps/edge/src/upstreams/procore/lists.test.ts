import type { Paging } from "@signoff/conformance/fake-server";
import type { Fixture } from "@signoff/core/fixture";
import { expect, test } from "vitest";
import { company, prefixes } from "../../testing/company.ts";
import {
	clientOf,
	createKeys,
	relayTo,
	sendTo,
	serviceIdentity,
} from "../../testing/relay-client.ts";
import {
	type ReceivedCall,
	startUpstream,
	type UpstreamServer,
} from "../../testing/upstream-server.ts";

const scope = { company_id: "4201", project_id: "77" };
const list = `${prefixes.project}/instances?filters[tool_type]=first`;

/** A company with 118 instances of one tool in the project 77. */
function largeCompany(): Fixture {
	const fixture = company();
	const more = Array.from({ length: 117 }, (_, index) => ({
		...{ id: String(30_000 + index), project_id: "77" },
		...{ template_id: "project-first", item_id: String(index) },
	}));
	return { ...fixture, instances: [...fixture.instances, ...more] };
}

async function idsThrough(url: string): Promise<string[]> {
	const client = clientOf(url);
	const ids: string[] = [];
	for await (const { id } of client.instances.list(scope, {
		tool_type: "first",
	}))
		ids.push(id);
	return ids;
}

test.for<Paging>(["link", "total", "has_next_page", "pagination"])(
	"118 rows are read through the relay, paged by %s",
	async (paging) => {
		const upstream = await startUpstream({ fixture: largeCompany(), paging });
		const relay = await relayTo(upstream);
		const ids = await idsThrough(relay.url);
		expect(new Set(ids).size).toBe(118);
		expect(ids).toEqual(await idsThrough(upstream.url));
	},
);

/** The pages that `Link` names, with the rows of each; every link has to lead to the edge. */
async function follow(
	relay: { url: string },
	first: string,
	prefix: string,
): Promise<number[]> {
	const sizes: number[] = [];
	for (let next: string | null = first; next !== null; ) {
		const reply = await sendTo(relay, next);
		sizes.push(JSON.parse(reply.text).data.length);
		const link = reply.headers.get("Link") ?? "";
		const targets = [...link.matchAll(/<([^>]*)>; rel="(\w+)"/g)];
		for (const [, target = ""] of targets) {
			expect(target.startsWith(`${prefix}/rest/v2.0/`)).toBe(true);
			expect(new URL(target, relay.url).searchParams.get("per_page")).toBe(
				"50",
			);
		}
		const target = targets.find(([, , rel]) => rel === "next")?.[1];
		next = target === undefined ? null : target.slice(prefix.length);
	}
	return sizes;
}

test("links by cursor and by page lead to the public URL, and keep the query", async () => {
	const upstream = await startUpstream({ fixture: largeCompany() });
	const publicUrl = "https://edge.example/signoff";
	const relay = await relayTo(upstream, {}, { publicUrl });
	const first = `${list}&per_page=50`;
	expect(await follow(relay, first, publicUrl)).toEqual([50, 50, 18]);
	expect(await follow(relay, `${first}&page=1`, publicUrl)).toEqual([
		50, 50, 18,
	]);
	const bare = await relayTo(upstream);
	expect(await follow(bare, first, "")).toEqual([50, 50, 18]);
});

/** Two pages of any list, with the headers and the rows given. */
function answerPages(
	upstream: UpstreamServer,
	pageOf: (call: URL) => { link?: string; total?: string; rows: unknown },
): void {
	upstream.treat(({ path }: ReceivedCall) => {
		const { link, total, rows } = pageOf(new URL(path, upstream.url));
		return {
			status: 200,
			headers: {
				"Content-Type": "application/json",
				...(link === undefined ? {} : { Link: link }),
				...(total === undefined ? {} : { Total: total, "Per-Page": "2" }),
			},
			body: JSON.stringify(rows),
		};
	});
}

test("a cursor is passed on as the upstream wrote it, and a link to another server is not", async () => {
	const cursor = "eyJpZCI6NDJ9+/=&x";
	const upstream = await startUpstream();
	const relay = await relayTo(upstream);
	answerPages(upstream, (url) => ({
		rows: { data: [] },
		link:
			url.searchParams.get("cursor") === cursor
				? `<https://other.example/secret?page=1&token=hunter2>; rel="first"`
				: `<https://other.example/x?cursor=${encodeURIComponent(cursor)}&token=hunter2>; title="a,b"; rel=next`,
	}));
	const first = await sendTo(relay, list);
	const link = first.headers.get("Link") ?? "";
	expect(link).toBe(
		`<${prefixes.project}/instances?filters%5Btool_type%5D=first&cursor=${encodeURIComponent(cursor)}>; rel="next"`,
	);
	const second = await sendTo(relay, /<(.*)>/.exec(link)?.[1] ?? "");
	expect(second.headers.get("Link")).toBe(
		`<${prefixes.project}/instances?filters%5Btool_type%5D=first&page=1>; rel="first"`,
	);
});

test("companies and projects are those that the edge serves, and that a key covers", async () => {
	const companies = ["4199", "4201", "4202", "4203"];
	const upstream = await startUpstream();
	const { keys, records } = await createKeys({
		all: { companies: ["4201", "4202", "4299"] },
		tower: { projects: ["78"] },
	});
	upstream.treat(({ path }) => {
		if (path === "/rest/v1.0/projects?company_id=4201") return "answer";
		const rows = companies.map((id) => ({ id: Number(id), name: id }));
		return {
			...{ status: 200, headers: { "Content-Type": "application/json" } },
			body: JSON.stringify(rows),
		};
	});
	const served = { companies: ["4201", "4202"] };
	const caller = await relayTo(upstream, served);
	const service = await relayTo(upstream, {
		...{ companies: ["4201", "4202", "4203"] },
		identity: serviceIdentity(records),
	});
	const ids = async (relay: { url: string }, path: string, token: string) =>
		JSON.parse((await sendTo(relay, path, { token })).text).map(
			({ id }: { id: number }) => String(id),
		);
	const all = "/rest/v1.0/companies";
	const projects = "/rest/v1.0/projects?company_id=4201";
	expect([
		await ids(caller, all, "ada-token"),
		await ids(service, all, keys.all),
		await ids(service, all, keys.tower),
		await ids(caller, projects, "ada-token"),
		await ids(service, projects, keys.tower),
	]).toEqual([
		["4201", "4202"],
		["4201", "4202"],
		["4201"],
		["77", "78"],
		["78"],
	]);
	// Reads of the account are sent with a company that is served: a service account needs one (contract §2).
	const headers = upstream.received
		.filter(({ path }) => path === all)
		.map(({ company }) => company);
	expect(headers).toEqual(["4201", "4201", "4201"]);
});

test("a list from which rows are taken out is read to its end, also if only its total says that it goes on", async () => {
	const upstream = await startUpstream();
	const relay = await relayTo(upstream, { companies: ["4201", "4206"] });
	const rows = Array.from({ length: 7 }, (_, index) => ({
		...{ id: 4_200 + index, name: "Co" },
	}));
	answerPages(upstream, (url) => {
		const page = Number(url.searchParams.get("page") ?? "1");
		return { rows: rows.slice(page * 2 - 2, page * 2), total: "7" };
	});
	const client = clientOf(relay.url);
	const found: string[] = [];
	for await (const { id } of client.companies.list()) found.push(id);
	expect(found).toEqual(["4201", "4206"]);
	expect(upstream.received).toHaveLength(4);
	const first = await sendTo(relay, "/rest/v1.0/companies");
	expect(first.headers.has("Total")).toBe(false);
});

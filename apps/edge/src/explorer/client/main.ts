import { byId, element, withCode, withoutCode } from "./dom.ts";
import type { FormState } from "./form-fields.ts";
import {
	type ExplorerOperation,
	groupOperations,
	listOperations,
	type OpenApiDocument,
} from "./openapi.ts";
import { operationView } from "./operation-view.ts";
import { fetchSample } from "./sample.ts";

const main = byId("operation");
const menu = byId("menu");
const narrow = matchMedia("(width < 56rem)");
// The values are not persisted: they last as long as the page.
const state: FormState = { typed: new Map(), token: "" };

const [openApi, sample] = await Promise.all([fetchOpenApi(), fetchSample()]);
state.token = sample.token ?? "";
if (openApi === null)
	main.replaceChildren(
		element(
			"p",
			{},
			"openapi.json cannot be read. Reload the page to try again.",
		),
	);
else start(openApi);

async function fetchOpenApi(): Promise<OpenApiDocument | null> {
	try {
		const response = await fetch("/openapi.json", { credentials: "omit" });
		return response.ok ? await response.json() : null;
	} catch {
		return null;
	}
}

function start(openApi: OpenApiDocument): void {
	const operations = listOperations(openApi);
	const links = new Map<string, HTMLAnchorElement>();
	byId("operations").replaceChildren(
		...groupOperations(operations).flatMap(({ title, operations }) => [
			element("h2", {}, title),
			element(
				"ul",
				{},
				...operations.map((operation) => {
					const link = linkTo(operation);
					links.set(operation.id, link);
					return element("li", {}, link);
				}),
			),
		]),
	);
	const show = (): void => {
		const selected = decodeURIComponent(location.hash.slice(1));
		const operation =
			operations.find(({ id }) => id === selected) ??
			operations.find(({ id }) => id === "respondInProject");
		if (operation === undefined) return;
		for (const [id, link] of links)
			if (id === operation.id) link.setAttribute("aria-current", "page");
			else link.removeAttribute("aria-current");
		document.title = `${withoutCode(operation.summary)} · Signoff`;
		main.replaceChildren(
			...operationView(operation, openApi, state, sample.token !== null),
		);
		if (narrow.matches) menu.removeAttribute("open");
	};
	addEventListener("hashchange", () => {
		show();
		main.focus();
	});
	narrow.addEventListener("change", () => {
		menu.toggleAttribute("open", !narrow.matches);
	});
	show();
}

function linkTo({ id, method, summary }: ExplorerOperation): HTMLAnchorElement {
	return element(
		"a",
		{ href: `#${encodeURIComponent(id)}` },
		element("span", { class: `method ${method}` }, method),
		element("span", {}, ...withCode(summary)),
	);
}

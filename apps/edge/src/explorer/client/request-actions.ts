import { curlCommand } from "./curl.ts";
import { element } from "./dom.ts";
import type { OperationForm } from "./form-fields.ts";
import type { ExplorerOperation } from "./openapi.ts";
import { buildRequest, type PreparedRequest } from "./request.ts";
import { renderResponse } from "./response.ts";
import { detailsView, statusView } from "./response-view.ts";
import { send } from "./send.ts";

/** What can be done with a request, and the place of the result. */
export type RequestActions = {
	buttons: HTMLElement;
	result: HTMLElement;
	/** Sends the request. */
	send: () => void;
};

/** The buttons of a request. The one that was pressed keeps the focus, and the result is announced. */
export function requestActions(
	operation: ExplorerOperation,
	{ state, values }: OperationForm,
	area: HTMLTextAreaElement | null,
): RequestActions {
	const hasPreference = operation.parameters.some(
		({ name }) => name === "Prefer",
	);
	const showsOutcome = element("input", {
		id: "show-outcome",
		type: "checkbox",
	});
	const heading = element("h3", { hidden: true }, "HTTP response");
	// Screen readers announce the status only, not the details.
	const status = element("div", { role: "status" });
	const details = element("div");
	let pending = false;

	function request(path = operation.path): PreparedRequest {
		const body = area?.value ?? "";
		const wantsOutcome = showsOutcome.checked && path === operation.path;
		const prepared = buildRequest(
			{ ...operation, path },
			values,
			state.token,
			body,
			wantsOutcome,
		);
		if (path === operation.path) return prepared;
		// A preview has no preferences.
		const { Prefer, ...headers } = prepared.headers;
		return { ...prepared, headers };
	}

	function show(
		title: string,
		shown: HTMLElement[],
		more: HTMLElement[],
	): void {
		heading.textContent = title;
		heading.hidden = false;
		status.replaceChildren(...shown);
		details.replaceChildren(...more);
	}

	async function run(path: string): Promise<void> {
		// A button that is disabled would lose the focus.
		if (pending) return;
		pending = true;
		const sending = element("p", { class: "hint" }, "Sending …");
		show("HTTP response", [sending], []);
		const received = await send(request(path));
		const rendered = received === null ? null : renderResponse(received);
		show(
			"HTTP response",
			statusView(rendered),
			rendered === null ? [] : detailsView(rendered),
		);
		pending = false;
		result.scrollIntoView({ block: "nearest" });
	}

	async function copyCurl(): Promise<void> {
		const command = curlCommand(location.origin, request());
		const copied = await copyText(command);
		const text = copied
			? "Copied. It contains the access token."
			: "Select the command to copy it. It contains the access token.";
		show(
			"curl",
			[element("p", { class: "hint" }, text)],
			[
				element(
					"pre",
					{ tabindex: "0", id: "curl-command", "aria-label": "curl command" },
					command,
				),
			],
		);
		result.scrollIntoView({ block: "nearest" });
	}

	const { previewPath } = operation;
	const result = element(
		"section",
		{ "aria-label": "HTTP response" },
		heading,
		status,
		details,
	);
	const buttons = element(
		"div",
		{ class: "actions" },
		hasPreference
			? element(
					"label",
					{ class: "choice", for: showsOutcome.id },
					showsOutcome,
					"Show the outcome",
					element("code", {}, "Prefer: return=representation"),
				)
			: null,
		element("button", { type: "submit" }, "Test request"),
		previewPath === null
			? null
			: secondButton("Preview", () => void run(previewPath)),
		secondButton("Copy as curl", () => void copyCurl()),
	);
	return { buttons, result, send: () => void run(operation.path) };
}

function secondButton(text: string, onPress: () => void): HTMLElement {
	const button = element("button", { type: "button", class: "second" }, text);
	button.addEventListener("click", onPress);
	return button;
}

/** Returns false if the browser does not allow it. */
async function copyText(text: string): Promise<boolean> {
	try {
		await navigator.clipboard.writeText(text);
		return true;
	} catch {
		return false;
	}
}

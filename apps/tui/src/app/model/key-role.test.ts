import { expect, test } from "vitest";
import { confirmQuitBindings, confirmStaleBindings } from "../overlays.ts";
import { commentKeyBindings } from "../screens/comment/keys.ts";
import { inboxKeyBindings } from "../screens/inbox/keys.ts";
import { optionKeyBindings } from "../screens/option/keys.ts";
import { outcomeKeyBindings } from "../screens/outcome/keys.ts";
import { reviewKeyBindings } from "../screens/review/keys.ts";
import { sendingKeyBindings } from "../screens/sending/keys.ts";
import { stepKeyBindings } from "../screens/step/keys.ts";
import { filterKeyBindings } from "../ui/filter-keys.ts";
import { newSendSummary } from "../ui/send-summary.ts";
import { confirms, roleOf } from "./key-role.ts";

const bindings = [
	...inboxKeyBindings,
	...filterKeyBindings,
	...stepKeyBindings,
	...optionKeyBindings,
	...commentKeyBindings,
	...reviewKeyBindings("key", newSendSummary),
	...sendingKeyBindings(true, false),
	...outcomeKeyBindings("uncertain", true),
	...confirmQuitBindings,
	...confirmStaleBindings,
];

test("only keys that move, edit or open a text field are free", () => {
	const free = bindings.filter(({ action }) => roleOf(action) === "free");
	expect([...new Set(free.map(({ action }) => action.kind))].sort()).toEqual([
		"erased",
		"filter_erased",
		"filter_opened",
		"moved",
		"paged",
		"scrolled",
		"typed",
	]);
});

test("an action of a new kind is guarded, and a key without an action has no role", () => {
	expect(roleOf({ kind: "a_new_kind" })).toBe("guarded");
	expect(roleOf(null)).toBe("none");
});

test("the review and a response that can be sent again confirm something", () => {
	const confirming = bindings.filter(({ action }) => confirms(action));
	expect(confirming.map(({ action }) => action.kind)).toEqual([
		"submit",
		"send_now",
		"send_now",
	]);
	expect(
		reviewKeyBindings("key", newSendSummary).some(({ action }) =>
			confirms(action),
		),
	).toBe(true);
	expect(stepKeyBindings.some(({ action }) => confirms(action))).toBe(false);
});

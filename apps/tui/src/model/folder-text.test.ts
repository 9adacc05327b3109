import { expect, test } from "vitest";
import { folderText } from "./folder-text.ts";

test.each([
	["/home/ada/plan.pdf", "~"],
	["/home/ada/Plans/a/plan.pdf", "~/Plans/a"],
	["/home/adam/plan.pdf", "/home/adam"],
	["/srv/plan.pdf", "/srv"],
])("the folder of %s is shown as %s", (path, shown) => {
	expect(folderText(path, "/home/ada")).toBe(shown);
});

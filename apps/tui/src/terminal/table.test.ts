import { expect, test } from "vitest";
import { fitColumns, formatRow, padToWidth, truncate } from "./table.ts";

test("truncates by columns, never within a character", () => {
	expect(truncate("Architectural review", 20, "…")).toBe(
		"Architectural review",
	);
	expect(truncate("Architectural review", 8, "…")).toBe("Archite…");
	expect(truncate("審査部門", 5, "…")).toBe("審査…");
	expect(truncate("審査部門", 4, "…")).toBe("審…");
	expect(truncate("👩‍🔧👩‍🔧👩‍🔧", 4, "…")).toBe("👩‍🔧…");
});

test("pads by columns", () => {
	expect(padToWidth("審査", 6)).toBe("審査  ");
	expect(padToWidth("too long", 3)).toBe("too long");
});

test("gives each column the width it needs, and shrinks the widest if the line is too short", () => {
	const rows = [
		["9001", "Architectural review", "Invoices"],
		["9002", "Payment", "Change orders"],
	];
	expect(fitColumns(rows, 80)).toEqual([4, 20, 13]);
	expect(fitColumns(rows, 30)).toEqual([4, 11, 11]);
	expect(
		formatRow(["9001", "Architectural review", "Invoices"], [4, 11, 11], "…"),
	).toBe("9001  Architectu…  Invoices");
});

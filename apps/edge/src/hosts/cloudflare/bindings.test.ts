import type {
	DurableObjectNamespace,
	DurableObjectState,
} from "@cloudflare/workers-types";
import { expectTypeOf, test } from "vitest";
import type {
	ObjectNamespace,
	ObjectState,
	SettlementObjectState,
} from "./bindings.ts";

// Node's types lack the runtime's Request, so of a namespace only the parameters of getByName are compared.
test("the runtime's types satisfy the declared bindings", () => {
	expectTypeOf<DurableObjectState>().toExtend<ObjectState>();
	expectTypeOf<DurableObjectState>().toExtend<SettlementObjectState>();
	expectTypeOf<
		Parameters<DurableObjectNamespace["getByName"]>[0]
	>().toEqualTypeOf<Parameters<ObjectNamespace["getByName"]>[0]>();
});

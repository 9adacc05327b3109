import { serverDriver } from "../drivers/server-driver.ts";
import { describeSurface } from "../suite/describe-surface.ts";
import { createFakeServer } from "./create-fake-server.ts";
import { serve } from "./testing/serve.ts";

describeSurface(
	"the fake server",
	serverDriver((fixture) => serve(createFakeServer({ fixture })), {
		statusOnly: true,
	}),
);

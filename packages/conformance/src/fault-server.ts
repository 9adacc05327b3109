export {
	type ClientCall,
	clientDriver,
	type Told,
} from "./drivers/client-driver.ts";
export {
	connectFaultServer,
	type FaultServerControl,
} from "./fault-server/control-client.ts";
export {
	brokenBy,
	drawTrial,
	type Trial,
} from "./fault-server/random-trial.ts";
export { type FaultServer, openFaultServer } from "./fault-server/spawn.ts";
export { type Started, startFaultServer } from "./fault-server/start-server.ts";
export type {
	HeldByServer,
	HostedWorld,
	OAuth,
	ScriptedFault,
	Seeded,
	SeenCall,
	ServedOAuth,
	ServedWorld,
	SocketFate,
} from "./fault-server/types.ts";

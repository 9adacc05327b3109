export {
	type ClientCall,
	clientDriver,
	type Told,
} from "../drivers/client-driver.ts";
export { connectFaultServer, type FaultServerControl } from "./connect.ts";
export { type FaultServer, openFaultServer } from "./open.ts";
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
} from "./script.ts";
export { type Started, startFaultServer } from "./start.ts";
export { brokenBy, drawTrial, type Trial } from "./trial.ts";

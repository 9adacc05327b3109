export {
	type ClientCall,
	type ClientResult,
	type ClientTraits,
	clientDriver,
} from "./drivers/client-driver.ts";
export {
	type Certificate,
	type CertificateProblem,
	createAuthority,
	createCertificate,
} from "./fault-server/connections/certificates.ts";
export {
	type ConnectionFault,
	type FaultyListener,
	startConnectionFault,
} from "./fault-server/connections/connection-fault.ts";
export {
	type Proxy,
	type ProxyBehaviour,
	startProxy,
} from "./fault-server/connections/proxy.ts";
export {
	startTlsFront,
	type TlsFront,
} from "./fault-server/connections/tls-front.ts";
export {
	connectFaultServer,
	type FaultServerControl,
} from "./fault-server/control-client.ts";
export type {
	ListPlan,
	NextPageName,
	PageContent,
} from "./fault-server/lists/list-plan.ts";
export {
	type ListServer,
	startListServer,
} from "./fault-server/lists/start-list-server.ts";
export {
	type RandomTrial,
	randomTrial,
	violatedRules,
} from "./fault-server/random-trial.ts";
export { type FaultServer, spawnFaultServer } from "./fault-server/spawn.ts";
export {
	type StartedFaultServer,
	startFaultServer,
} from "./fault-server/start-server.ts";
export type {
	HostedWorld,
	HostedWorldRecord,
	OAuthSettings,
	ReceivedRequest,
	ScriptedFault,
	SeededFaults,
	ServedOAuth,
	ServedWorld,
	SocketFault,
} from "./fault-server/types.ts";
export {
	startUploadServer,
	type UploadServer,
} from "./fault-server/uploads/start-upload-server.ts";
export type {
	StorageFault,
	UploadPlan,
} from "./fault-server/uploads/upload-plan.ts";
export { defaultVariants } from "./simulation/world.ts";

/** Where a node listens. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** Of `host:port`, `[::1]:port`, or `:port` and `port` for this machine. */
export const addressOf = (text: string): Address => {
  const found = /^(?:(?:\[(?<six>[^\]]+)\]|(?<name>[^:]*)):)?(?<port>\d{1,5})$/.exec(text);
  const port = Number(found?.groups?.port);
  if (!found || port > 65535) throw new Error(`${JSON.stringify(text)} is no address; one is host:port, as 127.0.0.1:7001`);
  return { host: found.groups?.six || found.groups?.name || "127.0.0.1", port };
};

export const addressText = ({ host, port }: Address): string => (host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`);

import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/**
 * Says whether an IP address lies in the public internet, so that a request to it cannot reach a machine of ours.
 *
 * It is a list of what is allowed, not of what is forbidden: IPv4 outside every special block of IANA's registry,
 * and IPv6 inside the global unicast block 2000::/3 and outside every special block of it. Loopback, private,
 * link-local (with the clouds' metadata addresses), CGNAT, multicast, documentation, benchmark, reserved and
 * unspecified addresses are therefore not public. Addresses that carry an IPv4 address (IPv4-mapped, NAT64
 * 64:ff9b::/96, 6to4) are as public as the address they carry, because that is where the packets end.
 *
 * @param address - An address as `dns.lookup` answers it, without brackets; anything unparsable is not public.
 */
export function isPublicAddress(address: string): boolean {
  // ipaddr.js also takes `1.2.3` and the like, which no resolver answers.
  if (isIP(address) === 0) return false;
  const parsed = ipaddr.parse(address);
  if (parsed instanceof ipaddr.IPv4) return isPublicIpv4(parsed);
  // A zone (`fe80::1%eth0`) only ever belongs to an address of the local network.
  if (parsed.zoneId !== undefined && parsed.zoneId !== '') return false;
  const carried = carriedIpv4(parsed);
  if (carried !== undefined) return isPublicIpv4(carried);
  return parsed.range() === 'unicast' && ((parsed.parts[0] ?? 0) & 0xe000) === 0x2000;
}

function isPublicIpv4(address: ipaddr.IPv4): boolean {
  return address.range() === 'unicast' && !CLOUD_SERVICES.has(address.toString());
}

/** Public by their number, yet answered by the cloud's own host: Azure's metadata, DNS and health service. */
const CLOUD_SERVICES: ReadonlySet<string> = new Set(['168.63.129.16']);

function carriedIpv4(address: ipaddr.IPv6): ipaddr.IPv4 | undefined {
  const bytes = address.toByteArray();
  const range = address.range();
  if (range === 'ipv4Mapped') return address.toIPv4Address();
  if (range === '6to4') return new ipaddr.IPv4(bytes.slice(2, 6));
  if (range === 'rfc6052') {
    // ipaddr.js counts 64:ff9b:1::/48 to this range too, where each network chooses its own place for the four
    // bytes; reading it as the well-known prefix would let a private address through, so it counts as private.
    const isWellKnownPrefix = bytes.slice(4, 12).every((byte) => byte === 0);
    return new ipaddr.IPv4(isWellKnownPrefix ? bytes.slice(12, 16) : [0, 0, 0, 0]);
  }
  return undefined;
}

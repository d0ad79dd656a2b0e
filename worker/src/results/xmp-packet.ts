import type { DigitalSourceType } from '@tryon/core/results/result-mark';

export interface MarkFacts {
  readonly tryonId: string;
  readonly digitalSourceType: DigitalSourceType;
}

/** Names the product and no version: pictures of one try-on must not differ by who happened to run it. */
const CREATOR_TOOL = 'TryOn';

/**
 * The XMP that says of a result how it came about, in the IPTC's field for that (Photo Metadata 2023.1, Digital Source
 * Type), which try-on it is, and what made it. It says nothing of the person, the shop or the model.
 */
export function xmpPacket({ tryonId, digitalSourceType }: MarkFacts): string {
  return `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">
   <Iptc4xmpExt:DigitalSourceType>${text(digitalSourceType)}</Iptc4xmpExt:DigitalSourceType>
   <dc:identifier>${text(tryonId)}</dc:identifier>
   <xmp:CreatorTool>${CREATOR_TOOL}</xmp:CreatorTool>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function text(value: string): string {
  return value.replace(/[&<>]/g, (character) => ENTITIES[character] ?? '');
}

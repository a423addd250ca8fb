using System.Xml;
using System.Xml.Linq;

namespace ComfyStudio.Images.Metadata;

/// <summary>The texts of an XMP packet that say how a picture was made: Adobe's way to write what EXIF has, and a title and tags.</summary>
internal static class XmpTexts
{
    internal const string PngKeyword = "XML:com.adobe.xmp";
    internal const string Description = "xmp:description";
    internal const string Subject = "xmp:subject";

    private const int MaxLength = 1024 * 1024;
    private static readonly XNamespace Dc = "http://purl.org/dc/elements/1.1/";
    private static readonly XNamespace Exif = "http://ns.adobe.com/exif/1.0/";
    private static readonly XNamespace Basic = "http://ns.adobe.com/xap/1.0/";
    private static readonly XNamespace Rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

    private static readonly (XName Name, string Keyword)[] Known =
        [(Exif + "UserComment", "UserComment"), (Basic + "CreatorTool", "CreatorTool"), (Dc + "description", Description), (Dc + "subject", Subject)];

    /// <returns>Empty when it is no such packet.</returns>
    internal static Dictionary<string, string> Read(string packet)
    {
        var texts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (packet.Length > MaxLength || Parse(packet) is not { } xml)
            return texts;
        foreach (var (name, keyword) in Known)
        {
            if (TextOf(xml, name) is { Length: > 0 } text)
                texts[keyword] = text;
        }

        return texts;
    }

    private static XDocument? Parse(string packet)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(packet.Trim('\0', '\uFEFF', ' ', '\n')), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            return XDocument.Load(reader);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    // An attribute, an element, or a list in one: of several languages the first, of tags all.
    private static string? TextOf(XDocument xml, XName name)
    {
        if (xml.Descendants(name).FirstOrDefault() is not { } element)
            return xml.Descendants(Rdf + "Description").Select(description => description.Attribute(name)?.Value).FirstOrDefault(text => text is not null);
        var items = element.Descendants(Rdf + "li").Select(item => item.Value.Trim()).Where(text => text.Length > 0).ToList();
        return items.Count == 0 ? element.Value.Trim() : name == Dc + "subject" ? string.Join(", ", items) : items[0];
    }
}

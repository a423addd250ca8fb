using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace ComfyStudio.Thumbnailer.Exports.Timelines;

internal static class XmlFile
{
    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true, NewLineChars = "\n" };

    /// <param name="kind">What its first line says it is.</param>
    internal static byte[] ToBytes(string kind, XElement root)
    {
        using var file = new MemoryStream();
        using (var xml = XmlWriter.Create(file, Settings))
        {
            xml.WriteStartDocument();
            xml.WriteDocType(kind, null, null, null);
            root.WriteTo(xml);
        }

        return file.ToArray();
    }
}

using System.Globalization;
using System.Xml.Linq;

namespace ComfyStudio.Thumbnailer.Exports.Timelines;

/// <summary>The XML of Final Cut Pro 7 (xmeml), which Premiere Pro reads: it knows no FCPXML.</summary>
internal sealed class PremiereXml
{
    private readonly Timeline _timeline;

    private PremiereXml(Timeline timeline) => _timeline = timeline;

    internal static byte[] Write(Timeline timeline) => XmlFile.ToBytes("xmeml", new PremiereXml(timeline).Document());

    private XElement Document() => new("xmeml", new XAttribute("version", "4"),
        new XElement("sequence", new XAttribute("id", "sequence-1"),
            new XElement("name", _timeline.Title),
            new XElement("duration", _timeline.Length),
            Rate(),
            new XElement("timecode", Rate(), new XElement("string", Timecode.Of(_timeline.FirstTimecode, _timeline.Rate)), new XElement("frame", _timeline.FirstTimecode),
                new XElement("displayformat", "NDF")),
            new XElement("media", new XElement("video",
                new XElement("format", new XElement("samplecharacteristics", Rate(), Size(_timeline.Size.Width, _timeline.Size.Height), new XElement("pixelaspectratio", "square"))),
                Track(_timeline.Shots.Index().SelectMany(shot => Placed(shot.Item, shot.Index + 1)))),
                _timeline.Sound is { } sound ? new XElement("audio", Track([Heard(sound)])) : null)));

    // Its defaults, which some programs do not know by themselves.
    private static XElement Track(IEnumerable<XElement> items) => new("track", items, new XElement("enabled", "TRUE"), new XElement("locked", "FALSE"));

    // A clip that a dissolve begins or ends has no edge of its own there (-1), and lasts as long as anything of it is seen.
    private IEnumerable<XElement> Placed(TimelineShot shot, int number)
    {
        var seen = shot.End - shot.FirstSeen;
        yield return new XElement("clipitem", new XAttribute("id", Id("clipitem", number)),
            new XElement("name", ShotWords.Heading(shot.Frame)),
            new XElement("duration", seen),
            Rate(),
            new XElement("start", shot.FadeIn > 0 ? -1 : shot.Start), new XElement("end", shot.FadeOut > 0 ? -1 : shot.End),
            new XElement("in", 0), new XElement("out", seen),
            File(shot, number),
            shot.Picture.IsStill ? new XElement("stillframe", "TRUE") : null,
            ShotWords.Description(shot.Frame) is { Length: > 0 } description ? new XElement("comments", new XElement("mastercomment1", description)) : null,
            ShotWords.Notes(shot.Frame) is { Length: > 0 } notes
                ? new XElement("marker", new XElement("name", ShotWords.Heading(shot.Frame)), new XElement("comment", notes), new XElement("in", shot.FadeIn), new XElement("out", -1))
                : null);
        if (shot.FadeOut > 0)
            yield return Dissolve(shot);
    }

    private XElement File(TimelineShot shot, int number)
    {
        var (size, seen) = (shot.Picture.Size ?? _timeline.Size, shot.End - shot.FirstSeen);
        return new XElement("file", new XAttribute("id", Id("file", number)),
            new XElement("name", shot.Picture.File),
            new XElement("pathurl", shot.Picture.RelativeUrl),
            Rate(),
            new XElement("duration", seen),
            new XElement("media", new XElement("video", new XElement("duration", seen), new XElement("samplecharacteristics", Rate(), Size(size.Width, size.Height)))));
    }

    private XElement Heard(TimelineSound sound) => new("clipitem", new XAttribute("id", "clipitem-sound"),
        new XElement("name", sound.Stem),
        new XElement("duration", sound.Length),
        Rate(),
        new XElement("start", 0), new XElement("end", sound.Heard(_timeline)),
        new XElement("in", 0), new XElement("out", sound.Heard(_timeline)),
        new XElement("file", new XAttribute("id", "file-sound"),
            new XElement("name", sound.File), new XElement("pathurl", sound.RelativeUrl), Rate(), new XElement("duration", sound.Length),
            new XElement("media", new XElement("audio", new XElement("channelcount", 2)))),
        new XElement("sourcetrack", new XElement("mediatype", "audio"), new XElement("trackindex", 1)));

    private XElement Dissolve(TimelineShot shot) => new("transitionitem",
        new XElement("start", shot.End - shot.FadeOut), new XElement("end", shot.End), new XElement("alignment", "center"), Rate(),
        new XElement("effect", new XElement("name", "Cross Dissolve"), new XElement("effectid", "Cross Dissolve"), new XElement("effectcategory", "Dissolve"),
            new XElement("effecttype", "transition"), new XElement("mediatype", "video")));

    private XElement Rate() => new("rate", new XElement("timebase", _timeline.Rate.Nominal), new XElement("ntsc", _timeline.Rate.IsSlow ? "TRUE" : "FALSE"));

    private static XElement[] Size(int width, int height) => [new("width", width), new("height", height)];

    private static string Id(string kind, int number) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{number}");
}

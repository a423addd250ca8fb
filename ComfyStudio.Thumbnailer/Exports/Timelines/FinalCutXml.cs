using System.Globalization;
using System.Xml.Linq;
using ComfyStudio.Thumbnailer.Exports.Frames;

namespace ComfyStudio.Thumbnailer.Exports.Timelines;

/// <summary>FCPXML 1.9, which Final Cut Pro and DaVinci Resolve read. Every time is a fraction that ends on a picture.</summary>
internal sealed class FinalCutXml
{
    private const string FilmFormat = "r1";
    private const string Dissolve = "r2";
    private const string Sound = "s1";

    // Final Cut's own dissolve.
    private const string DissolveEffect = "FxPlug:4731E73A-8DAC-4113-9A30-AE85B1761265";

    // A still has no beginning; an hour in, it reaches far enough to both sides for any dissolve.
    private const int StillHour = 3600;

    private readonly Timeline _timeline;
    private readonly List<XElement> _resources = [];
    private readonly Dictionary<FrameSize, string> _formats = [];

    private FinalCutXml(Timeline timeline) => _timeline = timeline;

    internal static byte[] Write(Timeline timeline) => XmlFile.ToBytes("fcpxml", new FinalCutXml(timeline).Document());

    private XElement Document()
    {
        _resources.Add(Element("format", ("id", FilmFormat), ("frameDuration", Time(1)), ("width", Number(_timeline.Size.Width)), ("height", Number(_timeline.Size.Height)),
            ("colorSpace", "1-1-1 (Rec. 709)")));
        if (_timeline.Shots.Any(shot => shot.FadeOut > 0))
            _resources.Add(Element("effect", ("id", Dissolve), ("name", "Cross Dissolve"), ("uid", DissolveEffect)));
        var spine = new XElement("spine", _timeline.Shots.Index().SelectMany(shot => Placed(shot.Item, AssetOf(shot.Item, shot.Index))));
        var sequence = Element("sequence", ("format", FilmFormat), ("duration", Time(_timeline.Length)), ("tcStart", Time(_timeline.FirstTimecode)), ("tcFormat", "NDF"));
        sequence.Add(spine);
        return new XElement("fcpxml", new XAttribute("version", "1.9"), new XElement("resources", _resources),
            new XElement("library", Named("event", _timeline.Title, Named("project", _timeline.Title, sequence))));
    }

    /// <returns>What the shot refers to.</returns>
    private string AssetOf(TimelineShot shot, int at)
    {
        var (picture, id) = (shot.Picture, $"a{at + 1}");
        var format = picture.Size is { } size ? FormatOf(size) : FilmFormat;
        var asset = Element("asset", ("id", id), ("name", ShotWords.Clean(picture.Stem)), ("start", "0s"), ("duration", picture.IsStill ? "0s" : Time(shot.End - shot.FirstSeen)),
            ("hasVideo", "1"), ("format", format), ("videoSources", "1"));
        asset.Add(Element("media-rep", ("kind", "original-media"), ("src", picture.RelativeUrl)));
        _resources.Add(asset);
        return id;
    }

    private string FormatOf(FrameSize size)
    {
        if (_formats.TryGetValue(size, out var known))
            return known;
        var id = _formats[size] = $"f{_formats.Count + 1}";
        _resources.Add(Element("format", ("id", id), ("name", "FFVideoFormatRateUndefined"), ("width", Number(size.Width)), ("height", Number(size.Height)), ("colorSpace", "1-13-1")));
        return id;
    }

    private IEnumerable<XElement> Placed(TimelineShot shot, string asset)
    {
        var first = shot.Picture.IsStill ? StillHour * (long)_timeline.Rate.Nominal : shot.CutIn - shot.FirstSeen;
        var clip = Element("video", ("ref", asset), ("offset", At(shot.CutIn)), ("name", ShotWords.Heading(shot.Frame)), ("start", Time(first)), ("duration", Time(shot.CutOut - shot.CutIn)));
        if (ShotWords.Description(shot.Frame) is { Length: > 0 } description)
            clip.Add(new XElement("note", description));
        if (shot.Start == 0 && _timeline.Sound is { } sound)
            clip.Add(Heard(sound, first));
        if (ShotWords.Notes(shot.Frame) is { Length: > 0 } notes)
            clip.Add(Element("marker", ("start", Time(first)), ("duration", Time(1)), ("value", notes)));
        yield return clip;
        if (shot.FadeOut > 0)
            yield return Transition(shot);
    }

    // It hangs on the first shot, in whose time its place is told.
    private XElement Heard(TimelineSound sound, long at)
    {
        var asset = Element("asset", ("id", Sound), ("name", sound.Stem), ("start", "0s"), ("duration", Time(sound.Length)), ("hasAudio", "1"), ("audioSources", "1"),
            ("audioChannels", "2"), ("audioRate", "48000"));
        asset.Add(Element("media-rep", ("kind", "original-media"), ("src", sound.RelativeUrl)));
        _resources.Add(asset);
        return Element("asset-clip", ("ref", Sound), ("lane", "-1"), ("offset", Time(at)), ("name", sound.Stem), ("start", "0s"), ("duration", Time(sound.Heard(_timeline))),
            ("audioRole", "music"));
    }

    private XElement Transition(TimelineShot shot)
    {
        var transition = Element("transition", ("name", "Cross Dissolve"), ("offset", At(shot.End - shot.FadeOut)), ("duration", Time(shot.FadeOut)));
        transition.Add(Element("filter-video", ("ref", Dissolve), ("name", "Cross Dissolve")));
        return transition;
    }

    private string At(long place) => Time(_timeline.FirstTimecode + place);

    private string Time(long pictures) => pictures == 0 ? "0s" : string.Create(CultureInfo.InvariantCulture, $"{pictures * _timeline.Rate.Seconds}/{_timeline.Rate.Pictures}s");

    private static XElement Named(string name, string title, XElement content) => new(name, new XAttribute("name", title), content);

    private static XElement Element(string name, params IEnumerable<(string Name, string Value)> attributes) =>
        new(name, attributes.Select(attribute => new XAttribute(attribute.Name, attribute.Value)));

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}

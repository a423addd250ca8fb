using System.Text.Json;
using ComfyStudio.Api.Producer.Families;

namespace ComfyStudio.Api.Producer.Answers;

/// <summary>Puts a plan together, cell by cell, and notes what does not fit.</summary>
internal sealed class PlanMaker(SceneRequest request)
{
    private const int LongestAction = 1000;
    private const int LongestText = 2000;
    private const int LongestName = 100;

    private static readonly string[] ActionNames = ["action", "prompt", "text"];

    private readonly ModelFamily _family = ModelFamilies.Find(request.Family) ?? ModelFamilies.Default;
    private readonly List<string> _faults = [];
    private readonly List<string> _flaws = [];
    private readonly BibleMaker _bible = new();

    public ReadAnswer Make(JsonElement answer)
    {
        var frames = FramesOf(answer).ToList();
        _bible.Read(answer, request.Keep);
        var asked = request.Frames ?? SceneRequestCheck.UsualFrames;
        if (frames.Count != asked)
            _faults.Add($"The answer has {frames.Count} frames; exactly {asked} were asked for.");
        var plan = new ScenePlan
        {
            Kind = ScenePlanKind.Story,
            Title = Fields.Text(answer, "title", LongestName) is { Length: > 0 } title ? title : "Story",
            Prefix = Fields.Text(answer, "prefix", LongestAction),
            Suffix = Fields.Text(answer, "suffix", LongestAction),
            // One for all, of the family: what else a producer wants to keep away is added.
            Negative = Negative(Fields.Text(answer, "negative", LongestAction)),
            Keywords = Keywords(answer),
            Characters = _bible.Characters,
            Locations = _bible.Locations,
            Frames = [.. frames.Index().Select(frame => RightlyNamed(Frame(frame.Item, frame.Index + 1)))],
            Warnings = [],
        };
        return NameKeeper.Keep(new ReadAnswer(plan, _faults, _flaws), request);
    }

    private static IEnumerable<JsonElement> FramesOf(JsonElement answer) => answer.ValueKind is JsonValueKind.Array ? answer.EnumerateArray()
        : Fields.Items(answer, "frames").Any() ? Fields.Items(answer, "frames")
        : Fields.Items(answer, "prompts").Any() ? Fields.Items(answer, "prompts")
        : Fields.Items(answer, "shots");

    private string Negative(string own) => _family.Negative.Length == 0 ? "" : own.Length == 0 || own == _family.Negative ? _family.Negative : $"{_family.Negative}, {own}";

    private static Dictionary<string, IReadOnlyList<string>> Keywords(JsonElement answer)
    {
        var words = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var pair in Fields.Pairs(answer, "keywords").Where(pair => pair.Value.ValueKind is JsonValueKind.Array))
            words[Fields.Tame(pair.Name, LongestName)] = [.. pair.Value.EnumerateArray().Select(word => Fields.Text(word, LongestName)).Where(word => word.Length > 0)];
        // A strict schema knows no open objects, hence the other way to say it.
        foreach (var pair in Fields.Items(answer, "keywords"))
            words[Fields.Text(pair, "word", LongestName)] = [.. Fields.Items(pair, "synonyms").Select(word => Fields.Text(word, LongestName)).Where(word => word.Length > 0)];
        words.Remove("");
        return words;
    }

    private SceneFrame Frame(JsonElement frame, int number)
    {
        var action = frame.ValueKind is JsonValueKind.String ? Fields.Text(frame, LongestAction)
            : ActionNames.Select(name => Fields.Text(frame, name, LongestAction)).FirstOrDefault(text => text.Length > 0) ?? "";
        if (action.Length == 0)
            _faults.Add($"Frame {number} says nothing: its action is empty.");
        var cast = Cast(frame, number);
        return new SceneFrame
        {
            Title = Fields.Text(frame, "title", LongestName) is { Length: > 0 } title ? title : FrameTitle.Of(action),
            Action = action,
            Description = Fields.Text(frame, "description", LongestText),
            ShotType = ShotWords.IdOf(Fields.Text(frame, "shotType", LongestName)),
            Cast = cast,
            Outfits = _bible.OutfitsOf(frame, cast),
            LocationId = Place(frame, number),
            TimeOfDay = Fields.Text(frame, "timeOfDay", LongestName) is { Length: > 0 } time ? time : null,
            DurationMs = Fields.Number(frame, "durationMs") ?? SceneFrame.DefaultDurationMs,
            Notes = Fields.Text(frame, "notes", LongestText),
        };
    }

    private SceneFrame RightlyNamed(SceneFrame frame) => _bible.OtherNames.Aggregate(frame, (all, name) => all with
    {
        Title = NameKeeper.Replace(all.Title, name.From, name.To),
        Action = NameKeeper.Replace(all.Action, name.From, name.To),
        Description = NameKeeper.Replace(all.Description, name.From, name.To),
    });

    private string[] Cast(JsonElement frame, int number)
    {
        var cast = new List<string>();
        foreach (var named in Fields.Items(frame, "cast").Select(id => Fields.Text(id, LongestName)).Where(id => id.Length > 0))
        {
            if (_bible.FindCharacter(named) is { } id)
                cast.Add(id);
            else
                _flaws.Add($"Frame {number} shows '{named}', who is not among the characters.");
        }

        return [.. cast.Distinct()];
    }

    private string? Place(JsonElement frame, int number)
    {
        var named = Fields.Text(frame, "locationId", LongestName);
        if (named.Length == 0)
            return null;
        var id = _bible.FindLocation(named);
        if (id is null)
            _flaws.Add($"Frame {number} is at '{named}', which is not among the locations.");
        return id;
    }
}

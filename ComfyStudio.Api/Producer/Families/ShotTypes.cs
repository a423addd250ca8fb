namespace ComfyStudio.Api.Producer.Families;

/// <summary>The six ways to look at something, by id, and how each dialect calls them.</summary>
internal static class ShotTypes
{
    public const string Establishing = "establishing";
    public const string Wide = "wide";
    public const string Medium = "medium";
    public const string CloseUp = "closeUp";
    public const string OverShoulder = "overShoulder";
    public const string Detail = "detail";

    public static readonly IReadOnlyList<Shot> Tags =
    [
        new(Establishing, "Establishing", "scenery, very wide shot, from above"),
        new(Wide, "Wide", "wide shot, full body"),
        new(Medium, "Medium", "upper body, medium shot"),
        new(CloseUp, "Close-up", "close-up, portrait"),
        new(OverShoulder, "Over the shoulder", "from behind, over shoulder"),
        new(Detail, "Detail", "extreme close-up, detail focus, depth of field"),
    ];

    public static readonly IReadOnlyList<Shot> Prose =
    [
        new(Establishing, "Establishing", "An establishing shot from far away, the surroundings fill the frame"),
        new(Wide, "Wide", "A wide shot with much of the place around, 24mm lens"),
        new(Medium, "Medium", "A medium shot, 50mm lens"),
        new(CloseUp, "Close-up", "A close-up, 85mm lens, shallow depth of field"),
        new(OverShoulder, "Over the shoulder", "Seen from behind over the shoulder, 35mm lens"),
        new(Detail, "Detail", "A macro shot of one detail, very shallow depth of field"),
    ];

    public static readonly IReadOnlyList<Shot> Mixed =
    [
        new(Establishing, "Establishing", "establishing shot, extreme wide angle, vast surroundings"),
        new(Wide, "Wide", "wide shot, the surroundings in view"),
        new(Medium, "Medium", "medium shot"),
        new(CloseUp, "Close-up", "close-up shot, shallow depth of field"),
        new(OverShoulder, "Over the shoulder", "over-the-shoulder shot, seen from behind"),
        new(Detail, "Detail", "extreme close-up of a detail, macro"),
    ];
}

namespace ComfyStudio.Api.Producer.Families;

/// <summary>The families that prompts can be written for.</summary>
internal static class ModelFamilies
{
    private const string UsualFaults = "lowres, blurry, bad anatomy, bad hands, extra fingers, deformed, jpeg artifacts, watermark, signature, text";
    private const string AnimeFaults = "lowres, worst quality, low quality, bad anatomy, bad hands, extra digits, fewer digits, jpeg artifacts, signature, watermark, username, text";

    public static readonly ModelFamily Default = new()
    {
        Id = "sdxl",
        Label = "SDXL",
        Dialect = PromptDialect.Mixed,
        Shots = ShotTypes.Mixed,
        Quality = "highly detailed, cinematic lighting",
        Negative = UsualFaults,
    };

    public static readonly IReadOnlyList<ModelFamily> All =
    [
        Default,
        new()
        {
            Id = "photo",
            Label = "Photo models (RealVis, Juggernaut …)",
            Dialect = PromptDialect.Prose,
            Shots = ShotTypes.Prose,
            Quality = "A cinematic photograph with natural light and true colours",
            Negative = "painting, drawing, illustration, anime, cartoon, 3d render, plastic skin, " + UsualFaults,
        },
        new()
        {
            Id = "flux",
            Label = "Flux",
            Dialect = PromptDialect.Prose,
            Shots = ShotTypes.Prose,
            Quality = "A cinematic film still with rich detail",
            // Distilled: there is nothing that a negative prompt would be weighed against.
            Negative = "",
        },
        new()
        {
            Id = "illustrious",
            Label = "Illustrious, NoobAI",
            Dialect = PromptDialect.Tags,
            Shots = ShotTypes.Tags,
            Quality = "masterpiece, best quality, amazing quality, very aesthetic, absurdres",
            Negative = AnimeFaults,
        },
        new()
        {
            Id = "pony",
            Label = "Pony",
            Dialect = PromptDialect.Tags,
            Shots = ShotTypes.Tags,
            Quality = "score_9, score_8_up, score_7_up",
            Negative = "score_6, score_5, score_4, " + AnimeFaults,
        },
        new()
        {
            Id = "sd15",
            Label = "SD 1.5",
            Dialect = PromptDialect.Mixed,
            Shots = ShotTypes.Mixed,
            Quality = "best quality, highly detailed",
            Negative = UsualFaults,
        },
        new()
        {
            Id = "sd15-anime",
            Label = "SD 1.5 anime",
            Dialect = PromptDialect.Tags,
            Shots = ShotTypes.Tags,
            Quality = "masterpiece, best quality",
            Negative = AnimeFaults,
        },
    ];

    // The first that fits wins: a model's own name says more than what it was made of.
    private static readonly (string Part, string Family)[] Signs =
    [
        ("illustrious", "illustrious"), ("noob", "illustrious"), ("wai-", "illustrious"), ("pony", "pony"), ("flux", "flux"), ("schnell", "flux"),
        ("realvis", "photo"), ("juggernaut", "photo"), ("photon", "photo"), ("epicrealism", "photo"), ("realistic", "photo"), ("absolutereality", "photo"),
        ("anything", "sd15-anime"), ("counterfeit", "sd15-anime"), ("meinamix", "sd15-anime"), ("animagine", "illustrious"), ("xl", "sdxl"),
        ("sd15", "sd15"), ("v1-5", "sd15"), ("v15", "sd15"), ("sd_1.5", "sd15"),
    ];

    public static ModelFamily? Find(string? id) => All.FirstOrDefault(family => family.Id == id);

    /// <param name="names">Of a model, a template; what says most first.</param>
    /// <returns>The family that they speak of; the usual one when none of them does.</returns>
    public static ModelFamily Guess(params IEnumerable<string?> names) =>
        names.Select(FamilyIn).FirstOrDefault(family => family is not null) ?? Default;

    private static ModelFamily? FamilyIn(string? name) =>
        Signs.Where(sign => name?.Contains(sign.Part, StringComparison.OrdinalIgnoreCase) is true).Select(sign => Find(sign.Family)).FirstOrDefault();
}

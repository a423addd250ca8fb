using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Api.Producer;

internal sealed class ProducerOptions : IValidatableObject
{
    public const string Section = "Producer";

    /// <summary>Who turns stories into shots.</summary>
    public ProducerKind Kind { get; init; } = ProducerKind.BuiltIn;

    /// <summary>Characters. A shot list may have any number.</summary>
    [Range(1, 100_000)]
    public int ShortestStory { get; init; } = 100;

    [Range(1, 100_000)]
    public int LongestStory { get; init; } = 1000;

    [ValidateObjectMembers]
    public CommandOptions Command { get; init; } = new();

    [ValidateObjectMembers]
    public ChatOptions Http { get; init; } = new();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Kind is ProducerKind.Command && Command.Program.Length == 0)
            yield return new ValidationResult("names no program, which Producer:Kind=command needs.", ["Command:Program"]);
        if (Kind is ProducerKind.Http && !Uri.TryCreate(Http.Address, UriKind.Absolute, out _))
            yield return new ValidationResult("is no address like http://localhost:11434, which Producer:Kind=http needs.", ["Http:Address"]);
        if (ShortestStory > LongestStory)
            yield return new ValidationResult("is above Producer:LongestStory.", [nameof(ShortestStory)]);
    }
}

internal enum ProducerKind
{
    BuiltIn,
    Command,
    Http,
}

/// <summary>A program of the user's own: JSON in at stdin, JSON out at stdout. It is started as it is named, by no shell.</summary>
internal sealed class CommandOptions
{
    /// <summary>A name on the PATH, or a whole path.</summary>
    public string Program { get; init; } = "";

    public IReadOnlyList<string> Arguments { get; init; } = [];

    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>What it may say at most; beyond that it is ended.</summary>
    [Range(1024, 64 * 1024 * 1024)]
    public int MostOutputBytes { get; init; } = 1024 * 1024;
}

/// <summary>An endpoint in the OpenAI chat format: Ollama, LM Studio, llama.cpp, vLLM, a cloud.</summary>
internal sealed class ChatOptions
{
    /// <summary>Without /v1/chat/completions, for example http://localhost:11434.</summary>
    public string Address { get; init; } = "";

    public string Model { get; init; } = "";

    /// <summary>Sent as a bearer token. Best set as an environment variable: Producer__Http__ApiKey.</summary>
    public string ApiKey { get; init; } = "";

    /// <summary>For one answer.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Longer stories are planned in parts of so many frames, each of which knows the people and what happened so far.</summary>
    [Range(3, 50)]
    public int FramesPerPart { get; init; } = 10;

    /// <summary>How the model is put out of the graphics card's memory when the plan is there.</summary>
    public MemoryRelease Release { get; init; } = MemoryRelease.Auto;

    [Range(0, 2)]
    public double Temperature { get; init; } = 0.7;
}

internal enum MemoryRelease
{
    /// <summary>By what the server is found to be.</summary>
    Auto,
    Ollama,
    LmStudio,
    LlamaSwap,

    /// <summary>Nothing is done: the model runs elsewhere.</summary>
    Off,
}

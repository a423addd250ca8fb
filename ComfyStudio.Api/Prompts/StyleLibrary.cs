using System.Text.Json;
using ComfyStudio.Api.Templates;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Api.Prompts;

/// <summary>The styles of <c>styles.json</c>, read again when the file changes.</summary>
internal sealed partial class StyleLibrary(IOptions<PromptOptions> options, IHostEnvironment environment, ILogger<StyleLibrary> logger)
{
    private const string FileName = "styles.json";

    private volatile Reading _last = new(default, []);

    public IReadOnlyList<PromptStyle> All
    {
        get
        {
            if (TemplateFolder.Find(options.Value.Folder, environment) is not { } folder || !File.Exists(Path.Join(folder, FileName)))
                return [];
            var path = Path.Join(folder, FileName);
            var changed = File.GetLastWriteTimeUtc(path);
            if (changed != _last.At)
                _last = new Reading(changed, Read(path) ?? _last.Styles);
            return _last.Styles;
        }
    }

    public PromptStyle? Find(string name) => All.FirstOrDefault(style => string.Equals(style.Name, name, StringComparison.OrdinalIgnoreCase));

    private IReadOnlyList<PromptStyle>? Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return [.. JsonSerializer.Deserialize(file, PromptsJson.Default.IReadOnlyListPromptStyle)!.Where(style => !string.IsNullOrWhiteSpace(style.Name))];
        }
        catch (Exception exception) when (exception is JsonException or IOException)
        {
            LogUnreadable(path, exception.Message);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Error, "The styles in {Path} cannot be used, the last good ones stay: {Reason}")]
    private partial void LogUnreadable(string path, string reason);

    private sealed record Reading(DateTime At, IReadOnlyList<PromptStyle> Styles);
}

using ComfyStudio.Api.Workflows.Own;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace ComfyStudio.Api.Templates;

/// <summary>
/// The templates that can be used now. A folder that is wrong at start stops the start; one that turns wrong later is reported
/// and the last good templates stay, so that a half-saved file interrupts nobody.
/// </summary>
internal sealed partial class TemplateLibrary : IDisposable
{
    private readonly ILogger<TemplateLibrary> _logger;
    private readonly OwnTemplates _own;
    private readonly PhysicalFileProvider _files;
    private readonly IDisposable _watch;
    private volatile IReadOnlyList<Template> _templates;

    public TemplateLibrary(IOptions<TemplateOptions> options, IHostEnvironment environment, OwnTemplates own, ILogger<TemplateLibrary> logger)
    {
        (_own, _logger) = (own, logger);
        Folder = TemplateFolder.Find(options.Value.Folder, environment)!;
        _templates = TemplateReader.ReadFolder(Folder);
        _files = new PhysicalFileProvider(Folder);
        _watch = ChangeToken.OnChange(() => _files.Watch("*.json"), Reload);
        LogLoaded(_templates.Count, Folder);
    }

    public string Folder { get; }

    /// <summary>Those that come with the studio, then those that were made here.</summary>
    public IReadOnlyList<Template> All => [.. _templates, .. _own.All.Where(own => FindShipped(own.Id) is null)];

    public Template? Find(string? id) => FindShipped(id) ?? (id is null ? null : _own.Find(id));

    /// <returns>The full path; null when it has no picture, or the file is not there.</returns>
    public string? FindPreview(Template template) =>
        template.File.Preview is { } preview && Path.Join(Folder, preview) is var path && File.Exists(path) ? path : null;

    private Template? FindShipped(string? id) => _templates.FirstOrDefault(template => template.Id == id);

    internal void Reload()
    {
        try
        {
            _templates = TemplateReader.ReadFolder(Folder);
            LogLoaded(_templates.Count, Folder);
        }
        catch (Exception exception) when (exception is TemplateException or IOException)
        {
            LogKept(exception.Message);
        }
    }

    public void Dispose()
    {
        _watch.Dispose();
        _files.Dispose();
    }

    [LoggerMessage(LogLevel.Information, "{Count} templates loaded from {Folder}")]
    private partial void LogLoaded(int count, string folder);

    [LoggerMessage(LogLevel.Error, "The templates have changed and cannot be used, the last good ones stay: {Reason}")]
    private partial void LogKept(string reason);
}

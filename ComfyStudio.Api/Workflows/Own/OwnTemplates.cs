using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using ComfyStudio.Api.Templates;
using ComfyStudio.ComfyUI.Graphs;
using ComfyStudio.Images;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Api.Workflows.Own;

/// <summary>
/// Templates that were made here: a folder for each, a file for each version in it. Nothing is overwritten that a picture was made with,
/// and one that was deleted can be taken back.
/// </summary>
internal sealed partial class OwnTemplates
{
    private const string DeletedMark = "deleted";

    private readonly TimeProvider _time;
    private readonly ILogger<OwnTemplates> _logger;
    private readonly Lock _writing = new();
    private volatile ImmutableSortedDictionary<string, Template> _templates;

    public OwnTemplates(IOptions<TemplateOptions> options, ImageRoot images, TimeProvider time, ILogger<OwnTemplates> logger)
    {
        Folder = options.Value.OwnFolder is { Length: > 0 } folder ? Path.GetFullPath(folder) : Path.Join(Path.GetDirectoryName(images.FullPath), "workflows-own");
        (_time, _logger) = (time, logger);
        _templates = ReadAll().ToImmutableSortedDictionary(template => template.Id, template => template, StringComparer.Ordinal);
    }

    /// <summary>Also those that were deleted, and each version.</summary>
    public string Folder { get; }

    /// <summary>By title.</summary>
    public IReadOnlyList<Template> All => [.. _templates.Values.OrderBy(template => template.File.Title, StringComparer.CurrentCultureIgnoreCase)];

    public Template? Find(string id) => _templates.GetValueOrDefault(id);

    /// <summary>Small letters, digits, - and _: the name of a folder everywhere, and part of an address.</summary>
    public static bool IsId(string id) => Id().IsMatch(id);

    /// <summary>Saves a template that has no fault: as a new version, unless it draws as the last one did.</summary>
    public Template Save(string id, Template template)
    {
        lock (_writing)
        {
            var folder = FolderOf(id);
            Directory.CreateDirectory(folder);
            var last = Versions(id) is [.., var path] ? path : null;
            var file = new OwnTemplateFile(_time.GetUtcNow(), template.File with { Id = id, Version = "0" }, template.Graph.ToJsonElement());
            var number = last is null ? 1 : OwnTemplateFile.NumberOf(last)!.Value + (TryRead(last) is { } before && before.DrawsLike(file) ? 0 : 1);
            var version = number.ToString(CultureInfo.InvariantCulture);
            file = file with { Template = file.Template with { Version = version } };
            file.Write(Path.Join(folder, version + OwnTemplateFile.Ending), Guid.CreateVersion7(_time.GetUtcNow()));
            File.Delete(Path.Join(folder, DeletedMark));
            return Show(file.ToTemplate());
        }
    }

    /// <returns>False when there is none.</returns>
    public bool Delete(string id)
    {
        lock (_writing)
        {
            if (!_templates.ContainsKey(id))
                return false;
            File.WriteAllText(Path.Join(FolderOf(id), DeletedMark), "");
            _templates = _templates.Remove(id);
            return true;
        }
    }

    /// <returns>Null when there never was one.</returns>
    public Template? Restore(string id)
    {
        lock (_writing)
        {
            if (Find(id) is { } template)
                return template;
            if (!IsId(id) || Versions(id) is not [.., var last] || TryRead(last) is not { } file)
                return null;
            File.Delete(Path.Join(FolderOf(id), DeletedMark));
            return Show(file.ToTemplate());
        }
    }

    /// <summary>The newest first; none when there is no such template.</summary>
    public IReadOnlyList<OwnTemplateVersion> ListVersions(string id) => Find(id) is null
        ? []
        : [.. Versions(id).Reverse().Select(TryRead).OfType<OwnTemplateFile>().Select(file => new OwnTemplateVersion(file.Template.Version, file.Template.Title, file.SavedAt))];

    public Template? FindVersion(string id, int version) =>
        Find(id) is not null && Path.Join(FolderOf(id), version.ToString(CultureInfo.InvariantCulture) + OwnTemplateFile.Ending) is var path && File.Exists(path)
            ? TryRead(path)?.ToTemplate()
            : null;

    private Template Show(Template template)
    {
        _templates = _templates.SetItem(template.Id, template);
        return template;
    }

    private IEnumerable<Template> ReadAll()
    {
        if (!Directory.Exists(Folder))
            yield break;
        foreach (var folder in Directory.EnumerateDirectories(Folder).Where(folder => IsId(Path.GetFileName(folder)) && !File.Exists(Path.Join(folder, DeletedMark))))
        {
            if (Versions(Path.GetFileName(folder)) is [.., var last] && TryReadTemplate(last) is { } template)
                yield return template;
        }
    }

    private Template? TryReadTemplate(string path)
    {
        if (TryRead(path) is not { } file)
            return null;
        var template = file.ToTemplate();
        if (TemplateFaults.In(template) is not [var fault, ..])
            return template;
        LogUnusable(path, fault.Message);
        return null;
    }

    private OwnTemplateFile? TryRead(string path)
    {
        try
        {
            var file = OwnTemplateFile.Read(path);
            _ = file.ToTemplate();
            return file;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or ApiGraphException)
        {
            LogUnusable(path, exception.Message);
            return null;
        }
    }

    private IReadOnlyList<string> Versions(string id) => Directory.Exists(FolderOf(id))
        ? [.. Directory.EnumerateFiles(FolderOf(id), "*" + OwnTemplateFile.Ending).Where(path => OwnTemplateFile.NumberOf(path) is not null).OrderBy(OwnTemplateFile.NumberOf)]
        : [];

    private string FolderOf(string id) => Path.Join(Folder, id);

    [GeneratedRegex("^[a-z0-9][a-z0-9_-]{0,79}$", RegexOptions.CultureInvariant)]
    private static partial Regex Id();

    [LoggerMessage(LogLevel.Warning, "The template in {Path} is left out: {Reason}")]
    private partial void LogUnusable(string path, string reason);
}

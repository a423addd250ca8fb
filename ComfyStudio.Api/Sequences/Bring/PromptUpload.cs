using System.Text;
using System.Text.Json;
using ComfyStudio.Api.Problems;

namespace ComfyStudio.Api.Sequences.Bring;

/// <summary>Gets the prompt files that are meant: those of a form, or those of a folder that the request names.</summary>
internal sealed class PromptUpload(PromptSets sets)
{
    private const string SettingsField = "settings";
    private const long MostBytes = 100 * 1024;

    /// <returns>Null, with a fault noted, when there is nothing to read.</returns>
    public async Task<(PromptSettings Settings, IReadOnlyList<PromptFile> Files)?> ReadAsync(HttpRequest request, FieldErrors errors, CancellationToken cancellationToken)
    {
        if (request.HasFormContentType)
            return await ReadFormAsync(request, errors, cancellationToken);
        if (!request.HasJsonContentType())
        {
            errors.Add("files", "Send the prompt files as a form (multipart/form-data), or { \"name\": \"…\" } as JSON.");
            return null;
        }

        if (await ReadSettingsAsync(request.Body, errors, cancellationToken) is not { } settings)
            return null;
        if (settings.Name is { } name && sets.Find(name) is { } files)
            return (settings, files);
        errors.Add("name", settings.Name is null
            ? "Say which set of prompts."
            : $"There is no set of prompts '{settings.Name}'; {(sets.All is { Count: > 0 } all ? $"there are {string.Join(", ", all.Select(set => $"'{set.Name}'"))}" : "there are none")}.");
        return null;
    }

    private static async Task<(PromptSettings, IReadOnlyList<PromptFile>)?> ReadFormAsync(HttpRequest request, FieldErrors errors, CancellationToken cancellationToken)
    {
        IFormCollection form;
        try
        {
            form = await request.ReadFormAsync(cancellationToken);
        }
        catch (InvalidDataException exception)
        {
            errors.Add("files", $"The form cannot be read: {exception.Message}");
            return null;
        }

        using var sent = new MemoryStream(Encoding.UTF8.GetBytes(form[SettingsField].ToString() is { Length: > 0 } text ? text : "{}"));
        var settings = await ReadSettingsAsync(sent, errors, cancellationToken);
        var files = new List<PromptFile>();
        foreach (var file in form.Files.Where(file => Path.GetExtension(file.FileName).Equals(PromptSets.Ending, StringComparison.OrdinalIgnoreCase)))
        {
            // A folder that was dropped brings its name along.
            var name = file.FileName[(file.FileName.LastIndexOfAny(['/', '\\']) + 1)..];
            if (file.Length > MostBytes)
                errors.Add("files", $"'{name}' is larger than {MostBytes / 1024} KB, which no prompt is.");
            else
                files.Add(new PromptFile(name, await ReadAsync(file, cancellationToken)));
        }

        return errors.Any ? null : (settings ?? new PromptSettings(), files);
    }

    private static async Task<PromptSettings?> ReadSettingsAsync(Stream from, FieldErrors errors, CancellationToken cancellationToken)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(from, SequencesJson.Default.PromptSettings, cancellationToken) ?? new PromptSettings();
        }
        catch (JsonException exception)
        {
            errors.Add(SettingsField, $"The settings cannot be understood: {exception.Message}");
            return null;
        }
    }

    private static async Task<string> ReadAsync(IFormFile file, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(file.OpenReadStream(), Encoding.UTF8);
        return await reader.ReadToEndAsync(cancellationToken);
    }
}

using Microsoft.Extensions.Options;

namespace ComfyStudio.Api.Templates;

/// <summary>Where the templates lie; a folder that cannot be used stops the start like any other wrong setting.</summary>
internal sealed class TemplateFolder(IHostEnvironment environment) : IValidateOptions<TemplateOptions>
{
    private const string Setting = $"{TemplateOptions.Section}:{nameof(TemplateOptions.Folder)}";

    public ValidateOptionsResult Validate(string? name, TemplateOptions options)
    {
        if (Find(options.Folder, environment) is not { } folder)
            return ValidateOptionsResult.Fail($"Setting {Setting}: there is no folder '{options.Folder}'.");
        try
        {
            return TemplateReader.ReadFolder(folder).Count > 0
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail($"Setting {Setting}: '{folder}' holds no *.template.json.");
        }
        catch (Exception exception) when (exception is TemplateException or IOException)
        {
            return ValidateOptionsResult.Fail($"Setting {Setting}: {exception.Message}");
        }
    }

    /// <returns>The full path; null when it is nowhere.</returns>
    public static string? Find(string folder, IHostEnvironment environment)
    {
        string[] candidates =
        [
            Path.Combine(environment.ContentRootPath, folder),
            Path.Combine(environment.ContentRootPath, "..", folder),
            Path.Combine(AppContext.BaseDirectory, folder),
        ];
        return candidates.FirstOrDefault(Directory.Exists) is { } found ? Path.GetFullPath(found) : null;
    }
}

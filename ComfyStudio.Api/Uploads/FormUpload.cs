using System.Diagnostics.CodeAnalysis;

namespace ComfyStudio.Api.Uploads;

/// <summary>The file of a form, or why there is none.</summary>
internal sealed record FormUpload
{
    public const string Field = "file";

    private FormUpload(IFormFile? file, string? fault) => (File, Fault) = (file, fault);

    public IFormFile? File { get; }

    public string? Fault { get; }

    [MemberNotNullWhen(true, nameof(File))]
    [MemberNotNullWhen(false, nameof(Fault))]
    public bool IsThere => File is not null;

    /// <param name="what">That is expected: a picture, say.</param>
    public static async Task<FormUpload> ReadAsync(HttpRequest request, string what, CancellationToken cancellationToken)
    {
        try
        {
            var form = await request.ReadFormAsync(cancellationToken);
            return form.Files.GetFile(Field) is { } file ? new FormUpload(file, null) : new FormUpload(null, $"There is no {what} in the field '{Field}'.");
        }
        catch (InvalidDataException exception)
        {
            return new FormUpload(null, $"The form cannot be read: {exception.Message}");
        }
    }
}

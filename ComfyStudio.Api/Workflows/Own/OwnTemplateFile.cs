using System.Globalization;
using System.Text.Json;
using ComfyStudio.Api.Templates;
using ComfyStudio.ComfyUI.Graphs;

namespace ComfyStudio.Api.Workflows.Own;

/// <summary>One version of a template of one's own as it lies on the disk: <c>{id}/{version}.json</c>.</summary>
internal sealed record OwnTemplateFile(DateTimeOffset SavedAt, TemplateFile Template, JsonElement Graph)
{
    public const string Ending = ".json";

    public Template ToTemplate() => new(Template, ApiGraph.Parse(Graph), TemplateSource.Own);

    /// <summary>Null for what is no number: other files may lie there.</summary>
    public static int? NumberOf(string path) =>
        int.TryParse(Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="JsonException">It is none of ours.</exception>
    public static OwnTemplateFile Read(string path)
    {
        using var file = File.OpenRead(path);
        return JsonSerializer.Deserialize(file, WorkflowsJson.Default.OwnTemplateFile) ?? throw new JsonException("It is empty.");
    }

    /// <summary>Whole or not at all, in place of what was there.</summary>
    public void Write(string path, Guid unique)
    {
        var temporary = Path.Join(Path.GetDirectoryName(path), $".tmp-{unique:N}");
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                JsonSerializer.Serialize(file, this, WorkflowsJson.Default.OwnTemplateFile);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Whether the same values make the same picture with both.</summary>
    public bool DrawsLike(OwnTemplateFile other) =>
        JsonElement.DeepEquals(Graph, other.Graph)
        && Template.Slots.Count == other.Template.Slots.Count
        && Template.Slots.Zip(other.Template.Slots).All(pair => JsonElement.DeepEquals(Drawing(pair.First), Drawing(pair.Second)));

    // Words for people change no picture.
    private static JsonElement Drawing(Slot slot) =>
        JsonSerializer.SerializeToElement(slot with { Label = "", Help = null, Group = null, Advanced = false, VisibleWhen = null, Reference = null }, WorkflowsJson.Default.Slot);
}

namespace ComfyStudio.ComfyUI;

/// <param name="Filename">Without a folder; the engine refuses or drops one.</param>
/// <param name="ContentType">For example <c>image/png</c>; the engine does not check it.</param>
/// <param name="Subfolder">Made if need be.</param>
/// <param name="Type"><c>input</c>, <c>temp</c> or <c>output</c>.</param>
/// <param name="Overwrite">When false, a file of the same name and other content stays, and the new one is named <c>name (1).png</c>.</param>
public sealed record UploadRequest(string Filename, string ContentType, string? Subfolder = null, string Type = "input", bool Overwrite = false);

/// <param name="Name">The name to use in a graph, which may not be the one that was asked for.</param>
public sealed record UploadedFile(string Name, string Subfolder, string Type);

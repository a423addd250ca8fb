using ComfyStudio.Images.Exports;

namespace ComfyStudio.Thumbnailer.Exports;

/// <summary>Makes one kind of file, or a few that are made alike.</summary>
internal interface IExportMaker
{
    bool Makes(ExportKind kind);

    /// <summary>Writes the whole file to <see cref="ExportWork.Path"/>.</summary>
    /// <exception cref="ExportProblemException">It cannot be made.</exception>
    Task MakeAsync(ExportWork work, CancellationToken cancellationToken);
}

using ComfyStudio.Jobs;
using ComfyStudio.Testing.Processes;

namespace ComfyStudio.KillMatrix.Tests.Studio;

/// <summary>What an engine wrote for a job: one file for each time it rendered it.</summary>
internal static class EngineFiles
{
    public static string OutputFolderOf(this EngineProcess engine, JobId id) => Path.Combine(engine.Folder, "output", "studio", id.ToString());

    public static IReadOnlyList<string> FilesOf(this EngineProcess engine, JobId id) =>
        engine.OutputFolderOf(id) is var folder && Directory.Exists(folder) ? Directory.GetFiles(folder) : [];
}

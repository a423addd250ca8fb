namespace ComfyStudio.Images.Rows;

/// <summary>An engine as one name: what it was called when it rendered, behind its id.</summary>
internal static class EngineName
{
    private const char Between = '\n';

    internal static string Join(MakingEngine engine) => string.Join(Between, engine.Id, engine.Name, engine.Kind);

    internal static MakingEngine Split(string name) =>
        name.Split(Between, 3) is [var id, var called, var kind] ? new MakingEngine(id, called, kind, Version: null) : new MakingEngine(name, name, "", null);

    internal static string IdOf(string name) => name[..name.IndexOf(Between, StringComparison.Ordinal)];
}

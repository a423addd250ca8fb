using ComfyStudio.Testing.Processes;

namespace ComfyStudio.KillMatrix.Tests.Studio;

public enum Victim
{
    Api,
    Worker,
    Redis,
    Thumbnailer,
    Engine,
}

internal static class Victims
{
    /// <summary>SIGKILL.</summary>
    public static Task KillAsync(this StudioProcesses studio, Victim victim) =>
        victim is Victim.Redis ? studio.Redis.KillAsync() : studio.ProgramOf(victim).KillAsync();

    public static Task RestartAsync(this StudioProcesses studio, Victim victim, CancellationToken cancellationToken) =>
        victim is Victim.Redis ? studio.Redis.RestartAsync() : studio.ProgramOf(victim).RestartAsync(cancellationToken);

    private static StudioProgram ProgramOf(this StudioProcesses studio, Victim victim) => victim switch
    {
        Victim.Api => studio.Api,
        Victim.Worker => studio.Workers[0],
        Victim.Thumbnailer => studio.Thumbnailer!,
        Victim.Engine => studio.Engines[0].Program,
        _ => throw new ArgumentOutOfRangeException(nameof(victim), victim, "Not one of the programs."),
    };
}

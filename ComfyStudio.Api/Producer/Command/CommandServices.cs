namespace ComfyStudio.Api.Producer.Command;

internal static class CommandServices
{
    public static IServiceCollection AddCommandPlanner(this IServiceCollection services) =>
        services.AddSingleton<ProgramRun>().AddSingleton<CommandPlanner>();
}

namespace ComfyStudio.Simulator.Execution;

internal static class ExecutionExtensions
{
    public static void AddExecution(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<OutputCache>();
        builder.Services.AddSingleton<PromptQueue>();
        builder.Services.AddSingleton<PromptExecutor>();
        builder.Services.AddSingleton<GraphValidator>();
        builder.Services.AddSingleton<EngineRoom>();
        builder.Services.AddHostedService<ExecutionLoop>();
    }
}

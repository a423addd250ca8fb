using ComfyStudio.Simulator.Painting;

namespace ComfyStudio.Simulator.Nodes;

internal static class NodesExtensions
{
    public static void AddNodes(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<ModelShelf>();
        builder.Services.AddSingleton<ModelMemory>();
        builder.Services.AddSingleton<Pace>();
        builder.Services.AddSingleton<ImageFolders>();
        builder.Services.AddSingleton<NodeCatalog>();
        builder.Services.AddSingleton<FileNaming>();
        builder.Services.AddSingleton<Painter>();
        builder.Services.AddSingleton<NodeLibrary>();
        builder.Services.AddSingleton<INodeFamily, LoaderNodes>();
        builder.Services.AddSingleton<INodeFamily, ConditioningNodes>();
        builder.Services.AddSingleton<INodeFamily, SamplingNodes>();
        builder.Services.AddSingleton<INodeFamily, LatentNodes>();
        builder.Services.AddSingleton<INodeFamily, ImageNodes>();
        builder.Services.AddSingleton<INodeFamily, SavingNodes>();
    }
}

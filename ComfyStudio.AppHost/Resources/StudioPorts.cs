using Aspire.Hosting.JavaScript;

namespace ComfyStudio.AppHost.Resources;

/// <summary>Fixed ports without a proxy in between: the addresses are the ones that the plain host and the documents name.</summary>
internal static class StudioPorts
{
    private const string Everywhere = "0.0.0.0";
    private const string Here = "localhost";

    public static IResourceBuilder<ProjectResource> WithStudioPort(this IResourceBuilder<ProjectResource> project, StudioPort port, bool remote = false) =>
        project.WithHttpEndpoint(port: port.Number, isProxied: false)
            .WithEndpoint("http", endpoint => endpoint.TargetHost = remote ? Everywhere : Here)
            .WithEnvironment("ASPNETCORE_ENVIRONMENT", project.ApplicationBuilder.Environment.EnvironmentName)
            .WithHttpHealthCheck("/health");

    public static IResourceBuilder<ViteAppResource> WithStudioPort(this IResourceBuilder<ViteAppResource> web, StudioPort port, bool remote) =>
        web.WithEndpoint("http", endpoint => (endpoint.Port, endpoint.TargetPort, endpoint.IsProxied) = (port.Number, port.Number, false))
            .WithArgs("--strictPort", "--host", remote ? Everywhere : Here);
}

using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ComfyStudio.ServiceDefaults.Telemetry;

// ASP.NET Core and HttpClient make their own activities and meters, so the plain SDK is enough: no
// instrumentation package is needed.
internal static class TelemetryExtensions
{
    private const string EndpointKey = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private static readonly string[] Sources = ["Microsoft.AspNetCore", "System.Net.Http", "ComfyStudio.*"];
    private static readonly string[] Meters = ["Microsoft.AspNetCore.*", "System.Net.Http", "System.Runtime", "ComfyStudio.*"];

    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        if (string.IsNullOrWhiteSpace(builder.Configuration[EndpointKey]))
        {
            return;
        }

        // Off by default until .NET 11; without it a request's span has no route, method or path to filter by.
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);

        var resource = DescribeService(builder);
        builder.Logging.AddOpenTelemetry(logs => ConfigureLogs(logs, resource));
        builder.Services.AddSingleton(services => CreateTracerProvider(services.GetRequiredService<IConfiguration>(), resource));
        builder.Services.AddSingleton(services => CreateMeterProvider(services.GetRequiredService<IConfiguration>(), resource));
        builder.Services.AddSingleton<IStartupFilter, RequestSpanFilter>();
        builder.Services.AddHostedService<TelemetryLifetime>();
    }

    private static ResourceBuilder DescribeService(IHostApplicationBuilder builder)
    {
        var name = builder.Configuration["OTEL_SERVICE_NAME"] ?? builder.Environment.ApplicationName;
        return ResourceBuilder.CreateDefault().AddService(name, serviceInstanceId: $"{Environment.MachineName}-{Environment.ProcessId}");
    }

    private static void ConfigureLogs(OpenTelemetryLoggerOptions logs, ResourceBuilder resource)
    {
        logs.IncludeFormattedMessage = true;
        logs.IncludeScopes = true;
        logs.SetResourceBuilder(resource).AddOtlpExporter();
    }

    private static TracerProvider CreateTracerProvider(IConfiguration configuration, ResourceBuilder resource) =>
        Sdk.CreateTracerProviderBuilder()
            .ConfigureServices(services => services.AddSingleton(configuration))
            .SetResourceBuilder(resource)
            .SetSampler(SamplerFor(configuration))
            .AddSource(Sources)
            .AddOtlpExporter()
            .Build();

    private static Sampler SamplerFor(IConfiguration configuration) =>
        configuration["OTEL_TRACES_EXPORTER"] == "none"
            ? new AlwaysOffSampler()
            : new QuietSampler(new ParentBasedSampler(new AlwaysOnSampler()));

    private static MeterProvider CreateMeterProvider(IConfiguration configuration, ResourceBuilder resource) =>
        Sdk.CreateMeterProviderBuilder()
            .ConfigureServices(services => services.AddSingleton(configuration))
            .SetResourceBuilder(resource)
            .AddMeter(Meters)
            .AddOtlpExporter()
            .Build();
}

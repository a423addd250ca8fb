using ComfyStudio.ServiceDefaults.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Thumbnailer.Vips;

internal static class VipsServices
{
    /// <summary>Loads libvips before anything starts, and refuses to start without it.</summary>
    internal static WebApplicationBuilder AddVips(this WebApplicationBuilder builder)
    {
        builder.Services.AddValidatedOptions<VipsOptions>(VipsOptions.Section);
        builder.Services.AddSingleton<IValidateOptions<VipsOptions>, VipsStart>();
        builder.Services.AddHealthChecks().AddCheck("libvips", CheckVersion);
        return builder;
    }

    private static HealthCheckResult CheckVersion() =>
        VipsLibrary.LoadedVersion is { } version
            ? HealthCheckResult.Healthy($"libvips {version}", new Dictionary<string, object> { ["version"] = version.ToString() })
            : HealthCheckResult.Unhealthy("libvips is not loaded.");

    private sealed class VipsStart(IHostEnvironment environment) : IValidateOptions<VipsOptions>
    {
        public ValidateOptionsResult Validate(string? name, VipsOptions options)
        {
            try
            {
                VipsLibrary.Load(options.Library, environment.ContentRootPath);
                return ValidateOptionsResult.Success;
            }
            catch (VipsMissingException exception)
            {
                return ValidateOptionsResult.Fail(exception.Message);
            }
        }
    }
}

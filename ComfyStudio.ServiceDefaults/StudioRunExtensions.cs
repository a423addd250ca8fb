using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ComfyStudio.ServiceDefaults;

public static class StudioRunExtensions
{
    private const int SettingsAreWrong = 78;

    /// <summary>
    /// Runs until stopped and answers the exit code. Wrong settings end it before anything starts, with one line for each
    /// and no stack trace.
    /// </summary>
    public static async Task<int> RunStudioAsync(this IHost host)
    {
        if (FindWrongSettings(host.Services) is { Count: > 0 } problems)
        {
            foreach (var problem in problems)
            {
                await Console.Error.WriteLineAsync(problem);
            }

            host.Dispose();
            return SettingsAreWrong;
        }

        await host.RunAsync();
        return Environment.ExitCode;
    }

    private static IReadOnlyList<string> FindWrongSettings(IServiceProvider services)
    {
        try
        {
            services.GetService<IStartupValidator>()?.Validate();
            return [];
        }
        catch (AggregateException exception)
        {
            return [.. exception.InnerExceptions.SelectMany(Describe)];
        }
        catch (Exception exception) when (exception is OptionsValidationException or InvalidOperationException)
        {
            return [.. Describe(exception)];
        }
    }

    // The binder's InvalidOperationException already names the setting and why its value does not fit.
    private static IEnumerable<string> Describe(Exception exception) =>
        exception is OptionsValidationException options ? options.Failures : [exception.Message];
}
